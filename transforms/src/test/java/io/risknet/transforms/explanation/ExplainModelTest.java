package io.risknet.transforms.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.Scorer;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@BeamTest
class ExplainModelTest {
  /** Cleaned, as the parts of a run are. */
  private static final RecordBatch ROWS = TestBundles.RULES.clean(TestBundles.raw(800, 31)).batch();

  private static ModelBundle bundle;
  private static ModelExplanation explanation;

  @BeforeAll
  static void train() throws Exception {
    bundle = TestBundles.bundle();
    explanation = ExplainModelFn.explain(bundle, ROWS, "default");
  }

  private static ModelExplanation explain(List<RecordBatch> batches, long count) {
    var pipeline = Pipeline.create(TestPipeline.testingPipelineOptions());
    var explanations = Collected.<ModelExplanation>create();
    PCollectionView<Long> counted =
        pipeline.apply("Count", Create.of(count)).apply("Counted", View.asSingleton());
    var rows = pipeline.apply("Rows", Create.of(batches).withCoder(RecordBatchCoder.of()));
    pipeline
        .apply(Create.of(bundle).withCoder(ModelBundleCoder.of()))
        .apply(ExplainModel.on(rows, counted, "default"))
        .apply(explanations.sink());
    pipeline.run().waitUntilFinish();
    return explanations.only();
  }

  @Test
  void neitherOrderNorCutsMatter() {
    var one = explain(List.of(ROWS), ROWS.rows());
    var many = explain(Examples.cut(Examples.shuffle(ROWS, 5), 90), ROWS.rows());

    assertThat(many).isEqualTo(one);
    assertThat(one.importance().rows()).isEqualTo(ROWS.rows());
  }

  @Test
  void ofManyRowsASampleIsTaken() {
    // As if there were twice as many as are wanted.
    var sampled = explain(Examples.cut(ROWS, 300), 2 * ExplainModel.SAMPLE);

    assertThat(sampled.importance().rows()).isBetween(330, 470);
  }

  @Test
  void withoutRowsThereIsAReasonInPlaceOfANumber() {
    var none = explain(List.of(), 1);

    assertThat(none.partialDependence()).isEmpty();
    assertThat(none.importance().undefined()).isNotEmpty();
    assertThat(none.importance().features())
        .isNotEmpty()
        .allMatch(of -> of.permutation().isEmpty() && of.gain().isPresent());
  }

  @Test
  void rowsOfOneClassGiveAReasonInPlaceOfANumber() {
    var good = IntStream.range(0, ROWS.rows()).filter(i -> ROWS.numeric("default").get(i) == 0);
    var importance =
        ExplainModelFn.explain(bundle, ROWS.take(good.toArray()), "default").importance();

    assertThat(importance.value()).isEmpty();
    assertThat(importance.undefined()).isNotEmpty();
    assertThat(JsonCoder.write(importance)).doesNotContain("NaN");
  }

  /** Missing, as all that a model which takes no missing value could be asked. */
  @Test
  void rowsThatTheModelCannotScoreAreLeftOut() {
    var linear = ExplainModelFn.explain(TestBundles.linear(), ROWS, "default");
    long complete =
        IntStream.range(0, ROWS.rows())
            .filter(row -> !ROWS.column("dti").isMissing(row))
            .filter(row -> !ROWS.column("score").isMissing(row))
            .count();

    assertThat(complete).isLessThan(ROWS.rows());
    assertThat(linear.importance().rows()).isEqualTo(complete);
    assertThat(linear.partialDependence())
        .filteredOn(of -> of.column().equals("score"))
        .singleElement()
        .satisfies(of -> assertThat(of.points()).noneMatch(point -> point.value().isEmpty()));
  }

  @Test
  void theFeatureThatTheLabelFollowsFromIsTheMostImportant() {
    var importance = explanation.importance();

    assertThat(importance.metric()).isEqualTo(Metric.ROC_AUC);
    assertThat(importance.features()).extracting(FeatureImportance::feature).startsWith("score");
    assertThat(importance.features().get(0).permutation().orElseThrow()).isGreaterThan(0.2);
    assertThat(importance.features().get(0).gain().orElseThrow()).isGreaterThan(0.5);
    assertThat(importance.features())
        .filteredOn(of -> !of.feature().equals("score"))
        .allMatch(of -> Math.abs(of.permutation().orElseThrow()) < 0.1);
  }

  @Test
  void sharesOfTheGainAddUpToOne() {
    assertThat(
            explanation.importance().features().stream()
                .mapToDouble(of -> of.gain().orElseThrow())
                .sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void theMetricOfTheRowsAsTheyAreStandsBeside() {
    var scores = Scorer.of(bundle).score(ROWS);
    var area =
        BinaryMetrics.of(ScoreDistribution.of(scores.scores(), "probability", "default")).rocAuc();

    assertThat(explanation.importance().value()).isEqualTo(area);
  }

  /** With every value shuffled away, nothing that the score told is left: half. */
  @Test
  void aShuffledFeatureTellsNothing() {
    var of = explanation.importance();
    double without = of.value().orElseThrow() - of.features().get(0).permutation().orElseThrow();

    assertThat(without).isBetween(0.35, 0.65);
  }

  @Test
  void dependenceIsTheMeanOverAllRowsWithThatValue() {
    var channel = dependence("channel");
    var r = channel.points().stream().filter(point -> point.value().equals("R")).findFirst().get();
    var all = new String[ROWS.rows()];
    Arrays.fill(all, "R");
    var changed = ROWS.with(ColumnSchema.categorical("channel"), CategoricalColumn.of(all));

    assertThat(r.probability()).isCloseTo(mean(changed), within(1e-12));
    assertThat(channel.points()).extracting(PartialDependence.Point::value).endsWith("");
  }

  @Test
  void dependenceOfANumberIsTakenAtNumbersOfTheTable() {
    var first = dependence("score").points().get(0);
    var changed =
        ROWS.with(
            ColumnSchema.numeric("score"),
            NumericColumn.constant(Double.parseDouble(first.value()), ROWS.rows()));

    assertThat(first.probability()).isCloseTo(mean(changed), within(1e-12));
    assertThat(ROWS.numeric("score").values()).contains(Double.parseDouble(first.value()));
    assertThat(first.probability())
        .isGreaterThan(dependence("score").points().get(18).probability());
  }

  private static PartialDependence dependence(String column) {
    return explanation.partialDependence().stream()
        .filter(of -> of.column().equals(column))
        .findFirst()
        .orElseThrow();
  }

  private static double mean(RecordBatch rows) {
    double sum = 0;
    for (double probability : Scorer.of(bundle).score(rows).probabilities().values()) {
      sum += probability;
    }
    return sum / rows.rows();
  }

  @Test
  void itIsReadAsItWasWritten() {
    var json = JsonCoder.write(explanation);

    assertThat(JsonCoder.read(json, ModelExplanation.class)).isEqualTo(explanation);
  }
}
