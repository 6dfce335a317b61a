package io.risknet.pipelines.train;

import io.risknet.pipelines.run.StageMark;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.CollectScores;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.ScoreRecords;
import io.risknet.transforms.splits.Part;
import io.risknet.transforms.splits.SplitRecords;
import java.util.Locale;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Scores the three parts of {@link SplitRecords} as any new row is scored, and measures how well.
 */
final class EvaluateModel extends PTransform<PCollectionTuple, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Scores of the test part. */
  static final TupleTag<RecordBatch> TEST_SCORES = new TupleTag<>("testScores") {};

  /** Scores of all parts, by part. */
  static final TupleTag<KV<String, RecordBatch>> SCORES = new TupleTag<>("scoresByPart") {};

  /** Metrics by part: {@code train}, {@code validation}, {@code test}. */
  static final TupleTag<KV<String, BinaryMetrics>> METRICS = new TupleTag<>("metrics") {};

  /** All that is told of the test part. */
  static final TupleTag<Evaluation> EVALUATION = new TupleTag<>("evaluation") {};

  private static final TypeDescriptor<KV<String, BinaryMetrics>> NAMED_METRICS =
      TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(BinaryMetrics.class));

  private final PCollectionView<ModelBundle> bundle;
  private final String label;
  private final String temp;

  EvaluateModel(PCollectionView<ModelBundle> bundle, String label, String temp) {
    this.bundle = bundle;
    this.label = label;
    this.temp = temp;
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple parts) {
    var train =
        score(Part.TRAIN, parts.get(SplitRecords.TRAIN).apply("TrainRows", Values.create()));
    var validation = score(Part.VALIDATION, parts.get(SplitRecords.VALIDATION));
    var test = score(Part.TEST, parts.get(SplitRecords.TEST));
    var scores =
        PCollectionList.of(named(Part.TRAIN, train))
            .and(named(Part.VALIDATION, validation))
            .and(named(Part.TEST, test))
            .apply("Parts", Flatten.pCollections());
    var collected = scores.apply("CollectScores", CollectScores.perKey("probability", label));
    return PCollectionTuple.of(TEST_SCORES, test)
        .and(SCORES, scores)
        .and(METRICS, metrics(collected))
        .and(EVALUATION, evaluation(collected));
  }

  private PCollection<KV<String, BinaryMetrics>> metrics(
      PCollection<KV<String, ScoreDistribution>> scores) {
    return scores
        .apply(
            "Metrics",
            MapElements.into(NAMED_METRICS)
                .via(part -> KV.of(part.getKey(), BinaryMetrics.of(part.getValue()))))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), JsonCoder.of(BinaryMetrics.class)))
        .apply("EndEvaluate", StageMark.endOf(TrainPipeline.EVALUATE, temp));
  }

  private static PCollection<Evaluation> evaluation(
      PCollection<KV<String, ScoreDistribution>> scores) {
    return scores
        .apply("TestPart", Filter.by(part -> part.getKey().equals(name(Part.TEST))))
        .apply(
            "Evaluation",
            MapElements.into(TypeDescriptor.of(Evaluation.class))
                .via(part -> Evaluation.of(part.getValue())))
        .setCoder(JsonCoder.of(Evaluation.class));
  }

  /** No row is rejected here: all of them passed the same rules when they were read. */
  private PCollection<RecordBatch> score(Part part, PCollection<RecordBatch> rows) {
    return rows.apply("Score" + name(part), ScoreRecords.with(bundle)).get(ScoreRecords.SCORES);
  }

  private static PCollection<KV<String, RecordBatch>> named(
      Part part, PCollection<RecordBatch> scores) {
    return scores
        .apply("Name" + name(part), WithKeys.of(name(part)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of()));
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
