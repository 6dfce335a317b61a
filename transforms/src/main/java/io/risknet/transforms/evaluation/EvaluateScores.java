package io.risknet.transforms.evaluation;

import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Evaluates scored batches against their labels: one {@link BinaryMetrics} for all of them, also
 * when there is none, one a key, or one for each value of any columns.
 *
 * <p>The input is bounded, in the global window. Rows without a score or a label are left out of
 * the metrics and counted in them; a label other than 1, 0 or missing fails the run.
 *
 * <pre>{@code
 * PCollection<BinaryMetrics> metrics =
 *     scored.apply(EvaluateScores.of("probability", "default"));
 * PCollection<KV<String, BinaryMetrics>> bySplit =
 *     keyed.apply(EvaluateScores.perKey("probability", "default"));
 * PCollection<KV<Segment, BinaryMetrics>> byVintage =
 *     scored.apply(EvaluateScores.bySegment("probability", "default", List.of("vintage")));
 * }</pre>
 */
public final class EvaluateScores
    extends PTransform<PCollection<RecordBatch>, PCollection<BinaryMetrics>> {
  private static final long serialVersionUID = 1;

  private final CollectScores collect;

  private EvaluateScores(CollectScores collect) {
    this.collect = collect;
  }

  /** Evaluates the numeric columns of these names over all batches. */
  public static EvaluateScores of(String score, String label) {
    return new EvaluateScores(CollectScores.of(score, label));
  }

  /** Evaluates the numeric columns of these names key by key. */
  public static <K> PerKey<K> perKey(String score, String label) {
    return new PerKey<>(CollectScores.perKey(score, label));
  }

  /**
   * Evaluates the numeric columns of these names by the values of others; see {@link
   * CollectScores#bySegment}.
   */
  public static BySegment bySegment(String score, String label, List<String> columns) {
    return new BySegment(CollectScores.bySegment(score, label, columns));
  }

  @Override
  public PCollection<BinaryMetrics> expand(PCollection<RecordBatch> scored) {
    return scored
        .apply("Collect", collect)
        .apply(
            "Evaluate",
            MapElements.into(TypeDescriptor.of(BinaryMetrics.class)).via(BinaryMetrics::of))
        .setCoder(JsonCoder.of(BinaryMetrics.class));
  }

  /**
   * Evaluates the batches of each key.
   *
   * @param <K> the key, such as a split, a vintage or a segment
   */
  public static final class PerKey<K>
      extends PTransform<PCollection<KV<K, RecordBatch>>, PCollection<KV<K, BinaryMetrics>>> {
    private static final long serialVersionUID = 1;

    private final CollectScores.PerKey<K> collect;

    private PerKey(CollectScores.PerKey<K> collect) {
      this.collect = collect;
    }

    @Override
    public PCollection<KV<K, BinaryMetrics>> expand(PCollection<KV<K, RecordBatch>> scored) {
      return evaluated(scored.apply("Collect", collect));
    }
  }

  /** Evaluates the batches by segment. */
  public static final class BySegment
      extends PTransform<PCollection<RecordBatch>, PCollection<KV<Segment, BinaryMetrics>>> {
    private static final long serialVersionUID = 1;

    private final CollectScores.BySegment collect;

    private BySegment(CollectScores.BySegment collect) {
      this.collect = collect;
    }

    @Override
    public PCollection<KV<Segment, BinaryMetrics>> expand(PCollection<RecordBatch> scored) {
      return evaluated(scored.apply("Collect", collect));
    }
  }

  private static <K> PCollection<KV<K, BinaryMetrics>> evaluated(
      PCollection<KV<K, ScoreDistribution>> scores) {
    var keyCoder = ((KvCoder<K, ScoreDistribution>) scores.getCoder()).getKeyCoder();
    return scores
        .apply(
            "Evaluate",
            MapValues.into(TypeDescriptor.of(BinaryMetrics.class)).via(BinaryMetrics::of))
        .setCoder(KvCoder.of(keyCoder, JsonCoder.of(BinaryMetrics.class)));
  }
}
