package io.risknet.transforms.evaluation;

import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Evaluates scored batches against their labels: one {@link BinaryMetrics} for all of them, also
 * when there is none, one a key, or one for each value of any columns. {@code inFull()} gives an
 * {@link Evaluation} instead, which has the threshold of KS, calibration, lift, curves and
 * intervals as well, and takes up to some seconds each.
 *
 * <p>The input is bounded, in the global window. Rows without a score or a label are left out of
 * the metrics and counted in them; a label other than 1, 0 or missing fails the run.
 *
 * <pre>{@code
 * PCollection<BinaryMetrics> metrics =
 *     scored.apply(EvaluateScores.of("probability", "default"));
 * PCollection<Evaluation> evaluation =
 *     scored.apply(EvaluateScores.of("probability", "default").inFull());
 * PCollection<KV<String, BinaryMetrics>> bySplit =
 *     keyed.apply(EvaluateScores.perKey("probability", "default"));
 * PCollection<KV<Segment, Evaluation>> byVintage =
 *     scored.apply(
 *         EvaluateScores.bySegment("probability", "default", List.of("vintage")).inFull());
 * }</pre>
 *
 * @param <T> what is told of the rows: {@link BinaryMetrics}, or an {@link Evaluation}
 */
public final class EvaluateScores<T> extends PTransform<PCollection<RecordBatch>, PCollection<T>> {
  private static final long serialVersionUID = 1;

  private final CollectScores collect;
  private final Told<T> told;

  private EvaluateScores(CollectScores collect, Told<T> told) {
    this.collect = collect;
    this.told = told;
  }

  /** Evaluates the numeric columns of these names over all batches. */
  public static EvaluateScores<BinaryMetrics> of(String score, String label) {
    return new EvaluateScores<>(CollectScores.of(score, label), Told.METRICS);
  }

  /**
   * Evaluates the numeric columns of these names key by key.
   *
   * @param <K> the key, such as a split, a vintage or a segment
   */
  public static <K> PerKey<K, BinaryMetrics> perKey(String score, String label) {
    return new PerKey<>(CollectScores.perKey(score, label), Told.METRICS);
  }

  /**
   * Evaluates the numeric columns of these names by the values of others; see {@link
   * CollectScores#bySegment}.
   */
  public static BySegment<BinaryMetrics> bySegment(
      String score, String label, List<String> columns) {
    return new BySegment<>(CollectScores.bySegment(score, label, columns), Told.METRICS);
  }

  /** The same with all that can be told. */
  public EvaluateScores<Evaluation> inFull() {
    return new EvaluateScores<>(collect, Told.ALL);
  }

  @Override
  public PCollection<T> expand(PCollection<RecordBatch> scored) {
    return scored
        .apply("Collect", collect)
        .apply("Evaluate", MapElements.into(told.descriptor()).via(told.of()))
        .setCoder(JsonCoder.of(told.type()));
  }

  /**
   * Evaluates the batches of each key.
   *
   * @param <K> the key, such as a split, a vintage or a segment
   * @param <T> as in {@link EvaluateScores}
   */
  public static final class PerKey<K, T>
      extends PTransform<PCollection<KV<K, RecordBatch>>, PCollection<KV<K, T>>> {
    private static final long serialVersionUID = 1;

    private final CollectScores.PerKey<K> collect;
    private final Told<T> told;

    private PerKey(CollectScores.PerKey<K> collect, Told<T> told) {
      this.collect = collect;
      this.told = told;
    }

    /** The same with all that can be told. */
    public PerKey<K, Evaluation> inFull() {
      return new PerKey<>(collect, Told.ALL);
    }

    @Override
    public PCollection<KV<K, T>> expand(PCollection<KV<K, RecordBatch>> scored) {
      return told.ofEach(scored.apply("Collect", collect));
    }
  }

  /**
   * Evaluates the batches by segment.
   *
   * @param <T> as in {@link EvaluateScores}
   */
  public static final class BySegment<T>
      extends PTransform<PCollection<RecordBatch>, PCollection<KV<Segment, T>>> {
    private static final long serialVersionUID = 1;

    private final CollectScores.BySegment collect;
    private final Told<T> told;

    private BySegment(CollectScores.BySegment collect, Told<T> told) {
      this.collect = collect;
      this.told = told;
    }

    /** The same with all that can be told. */
    public BySegment<Evaluation> inFull() {
      return new BySegment<>(collect, Told.ALL);
    }

    @Override
    public PCollection<KV<Segment, T>> expand(PCollection<RecordBatch> scored) {
      return told.ofEach(scored.apply("Collect", collect));
    }
  }

  /** What is told of a distribution. */
  private record Told<T>(Class<T> type, SerializableFunction<ScoreDistribution, T> of)
      implements Serializable {
    static final Told<BinaryMetrics> METRICS = new Told<>(BinaryMetrics.class, BinaryMetrics::of);
    static final Told<Evaluation> ALL = new Told<>(Evaluation.class, Evaluation::of);

    TypeDescriptor<T> descriptor() {
      return TypeDescriptor.of(type);
    }

    <K> PCollection<KV<K, T>> ofEach(PCollection<KV<K, ScoreDistribution>> scores) {
      var keyCoder = ((KvCoder<K, ScoreDistribution>) scores.getCoder()).getKeyCoder();
      return scores
          .apply("Evaluate", MapValues.into(descriptor()).via(of))
          .setCoder(KvCoder.of(keyCoder, JsonCoder.of(type)));
    }
  }
}
