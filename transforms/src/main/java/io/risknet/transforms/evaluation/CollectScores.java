package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Collects the exact {@link ScoreDistribution} of scored batches: one element for all of them, also
 * when there is none, or one a key. It is what metrics, curves and calibration tables are made of;
 * for those alone take {@link EvaluateScores}.
 *
 * <p>The input is bounded, in the global window. A label other than 1, 0 or missing fails the run.
 *
 * <pre>{@code
 * PCollection<ScoreDistribution> scores =
 *     scored.apply(CollectScores.of("probability", "default"));
 * }</pre>
 */
public final class CollectScores
    extends PTransform<PCollection<RecordBatch>, PCollection<ScoreDistribution>> {
  private static final long serialVersionUID = 1;

  private final String score;
  private final String label;

  private CollectScores(String score, String label) {
    this.score = score;
    this.label = label;
  }

  /** Collects the numeric columns of these names over all batches. */
  public static CollectScores of(String score, String label) {
    return new CollectScores(score, label);
  }

  /** Collects the numeric columns of these names key by key, such as by vintage or segment. */
  public static <K> PerKey<K> perKey(String score, String label) {
    return new PerKey<>(new PackScoresFn<>(score, label));
  }

  /**
   * Collects the numeric columns of these names by the values of others, such as the vintage: each
   * row counts once for each of those columns, in one pass. Columns of many values make many
   * segments. A column that is absent fails the run, with its name.
   */
  public static BySegment bySegment(String score, String label, List<String> columns) {
    checkArgument(!columns.isEmpty(), "Name at least one column to evaluate by.");
    return new BySegment(
        new KeyBySegmentFn(score, label, List.copyOf(columns)), perKey(score, label));
  }

  @Override
  public PCollection<ScoreDistribution> expand(PCollection<RecordBatch> scored) {
    var coder = KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of());
    var none =
        RecordBatch.of(
            TableSchema.of(ColumnSchema.numeric(score), ColumnSchema.numeric(label)),
            NumericColumn.of(),
            NumericColumn.of());
    var batches = scored.apply("OneKey", WithKeys.of(0)).setCoder(coder);
    var nothing = scored.getPipeline().apply("Nothing", Create.of(KV.of(0, none)).withCoder(coder));
    return PCollectionList.of(batches)
        .and(nothing)
        .apply("OrNothing", Flatten.pCollections())
        .apply("Merge", perKey(score, label))
        .apply("Scores", Values.create());
  }

  /**
   * Collects the score distribution of each key.
   *
   * @param <K> the key, such as a split, a vintage or a segment
   */
  public static final class PerKey<K>
      extends PTransform<PCollection<KV<K, RecordBatch>>, PCollection<KV<K, ScoreDistribution>>> {
    private static final long serialVersionUID = 1;

    private final PackScoresFn<K> pack;

    private PerKey(PackScoresFn<K> pack) {
      this.pack = pack;
    }

    @Override
    public PCollection<KV<K, ScoreDistribution>> expand(PCollection<KV<K, RecordBatch>> scored) {
      var keyCoder = ((KvCoder<K, RecordBatch>) scored.getCoder()).getKeyCoder();
      return scored
          .apply("Pack", ParDo.of(pack))
          .setCoder(KvCoder.of(keyCoder, ByteArrayCoder.of()))
          .apply("Group", GroupByKey.create())
          .apply("Merge", ParDo.of(new MergeScoresFn<>()))
          .setCoder(KvCoder.of(keyCoder, ScoreDistributionCoder.of()));
    }
  }

  /** Collects the score distribution of each segment. */
  public static final class BySegment
      extends PTransform<PCollection<RecordBatch>, PCollection<KV<Segment, ScoreDistribution>>> {
    private static final long serialVersionUID = 1;

    private final KeyBySegmentFn fn;
    private final PerKey<Segment> collect;

    private BySegment(KeyBySegmentFn fn, PerKey<Segment> collect) {
      this.fn = fn;
      this.collect = collect;
    }

    @Override
    public PCollection<KV<Segment, ScoreDistribution>> expand(PCollection<RecordBatch> scored) {
      return scored
          .apply("Divide", ParDo.of(fn))
          .setCoder(KvCoder.of(JsonCoder.of(Segment.class), RecordBatchCoder.of()))
          .apply("Collect", collect);
    }
  }
}
