package io.risknet.pipelines.train;

import io.risknet.pipelines.run.SegmentReview;
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
import java.util.Map;
import java.util.Optional;
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

  /**
   * Metrics by part: {@code train}, {@code validation}, {@code test}; of a model that is calibrated
   * {@code testUncalibrated} as well, for comparison. Those of a validation part that the model was
   * trained on would pass for those of new rows, and are left out.
   */
  static final TupleTag<KV<String, BinaryMetrics>> METRICS = new TupleTag<>("metrics") {};

  /** The scores of each of these parts. */
  static final TupleTag<KV<String, ScoreDistribution>> DISTRIBUTIONS =
      new TupleTag<>("distributions") {};

  /** All that is told of the test part. */
  static final TupleTag<Evaluation> EVALUATION = new TupleTag<>("evaluation") {};

  /** What is told of the test part's segments. */
  static final TupleTag<SegmentReview> SEGMENTS = new TupleTag<>("segmentReview") {};

  private static final TypeDescriptor<KV<String, BinaryMetrics>> NAMED_METRICS =
      TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(BinaryMetrics.class));

  private static final String UNCALIBRATED = "testUncalibrated";

  private final PCollectionView<ModelBundle> bundle;
  private final transient Optional<PCollectionView<ModelBundle>> uncalibrated;
  private final String label;
  private final SegmentPlan segments;
  private final SampledNegatives sampled;
  private final boolean isValidationLearnt;
  private final String temp;

  /**
   * Evaluates a bundle.
   *
   * @param uncalibrated the same without its calibration, if it has one
   * @param segments by what the test part is evaluated as well
   * @param sampled how scores are corrected once they are measured
   * @param isValidationLearnt whether the model was trained on the validation part as well
   */
  EvaluateModel(
      PCollectionView<ModelBundle> bundle,
      Optional<PCollectionView<ModelBundle>> uncalibrated,
      String label,
      SegmentPlan segments,
      SampledNegatives sampled,
      boolean isValidationLearnt,
      String temp) {
    this.bundle = bundle;
    this.uncalibrated = uncalibrated;
    this.label = label;
    this.segments = segments;
    this.sampled = sampled;
    this.isValidationLearnt = isValidationLearnt;
    this.temp = temp;
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple parts) {
    var trainRows = parts.get(SplitRecords.TRAIN).apply("TrainRows", Values.create());
    var testRows = parts.get(SplitRecords.TEST);
    var train = score(name(Part.TRAIN), trainRows, bundle);
    var validation = score(name(Part.VALIDATION), parts.get(SplitRecords.VALIDATION), bundle);
    var wide = scoreTest(testRows);
    var test = withoutSegments(wide);
    var scores =
        PCollectionList.of(named(name(Part.TRAIN), train))
            .and(named(name(Part.VALIDATION), validation))
            .and(named(name(Part.TEST), test))
            .apply("Parts", Flatten.pCollections());
    var evaluated = PCollectionList.of(isValidationLearnt ? withoutValidation(scores) : scores);
    if (uncalibrated.isPresent()) {
      evaluated =
          evaluated.and(
              named(UNCALIBRATED, score(UNCALIBRATED, testRows, uncalibrated.orElseThrow())));
    }
    var collected =
        evaluated
            .apply("Evaluated", Flatten.pCollections())
            .apply("CollectScores", CollectScores.perKey("probability", label));
    var ofTest = ofPart(Part.TEST, collected);
    return PCollectionTuple.of(TEST_SCORES, test)
        .and(SCORES, scores)
        .and(DISTRIBUTIONS, collected)
        .and(METRICS, metrics(collected))
        .and(EVALUATION, evaluation(ofTest))
        .and(
            SEGMENTS,
            wide.apply("Segments", new EvaluateSegments(segments, label, sampled, bundle, ofTest)));
  }

  private static PCollection<KV<String, RecordBatch>> withoutValidation(
      PCollection<KV<String, RecordBatch>> scores) {
    var validation = name(Part.VALIDATION);
    return scores.apply("WithoutValidation", Filter.by(of -> !of.getKey().equals(validation)));
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

  /** Of {@link #METRICS}, those of the test part on the scale that the search selected by. */
  static BinaryMetrics asSearched(Map<String, BinaryMetrics> metrics) {
    return metrics.getOrDefault(UNCALIBRATED, metrics.get(name(Part.TEST)));
  }

  /** The scores of one part, of {@link #DISTRIBUTIONS}. */
  static PCollection<ScoreDistribution> ofPart(
      Part part, PCollection<KV<String, ScoreDistribution>> scores) {
    var name = name(part);
    return scores
        .apply("Select " + name, Filter.by(of -> of.getKey().equals(name)))
        .apply("Scores of " + name, Values.create());
  }

  private PCollection<Evaluation> evaluation(PCollection<ScoreDistribution> scores) {
    return scores
        .apply(
            "Evaluation",
            MapElements.into(TypeDescriptor.of(Evaluation.class)).via(sampled::evaluate))
        .setCoder(JsonCoder.of(Evaluation.class));
  }

  /** With the columns that the test part is evaluated by, which nothing else has a use for. */
  private PCollection<RecordBatch> scoreTest(PCollection<RecordBatch> rows) {
    return rows.apply(
            "Score" + name(Part.TEST),
            ScoreRecords.with(bundle).withUnscored().keeping(segments.names()))
        .get(ScoreRecords.SCORES);
  }

  private PCollection<RecordBatch> withoutSegments(PCollection<RecordBatch> scores) {
    var names = segments.names();
    return scores
        .apply(
            "WithoutSegments",
            MapElements.into(TypeDescriptor.of(RecordBatch.class))
                .via(batch -> batch.without(names)))
        .setCoder(RecordBatchCoder.of());
  }

  /**
   * All rows passed the rules when they were read. What else the model can't score, as a value is
   * missing that the training rows have, is counted by the evaluation.
   */
  private static PCollection<RecordBatch> score(
      String name, PCollection<RecordBatch> rows, PCollectionView<ModelBundle> bundle) {
    return rows.apply("Score" + name, ScoreRecords.with(bundle).withUnscored())
        .get(ScoreRecords.SCORES);
  }

  private static PCollection<KV<String, RecordBatch>> named(
      String name, PCollection<RecordBatch> scores) {
    return scores
        .apply("Name" + name, WithKeys.of(name))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of()));
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
