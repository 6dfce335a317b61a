package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;

@BeamTest
class LeakageCheckTest {

  @Test
  void measuresASmallTableByHand() {
    // Positive rows have 3, 4, missing; negative ones 1, 3, missing, missing. Of the four pairs of
    // values 1-3, 1-4, 3-4 are won and 3-3 is a tie: 3.5 of 4.
    var rows =
        Tables.labelled(
            Tables.numbers(3, 4, Double.NaN, 1, 3, Double.NaN, Double.NaN), 1, 1, 1, 0, 0, 0, 0);
    var strength = measure(rows, Numeric.of("x")).get(0);

    assertThat(strength.auc()).isEqualTo(3.5 / 4);
    // Missing are 1 of 3 positive rows and 2 of 4 negative ones: 1/2 + (1/2 - 1/3) / 2.
    assertThat(strength.missingAuc()).isCloseTo(0.5 + (0.5 - 1.0 / 3) / 2, within(1e-12));
    assertThat(strength.rows()).isEqualTo(7);
  }

  @Test
  void informationValueIsThatOfTwoNormals() {
    // Means one deviation apart: information value 1, AUC normal(1 / sqrt 2) = 0.760.
    var strength = strengthOf((random, label) -> random.nextGaussian() + label);

    assertThat(strength.informationValue()).isCloseTo(1, within(0.15));
    assertThat(strength.auc()).isCloseTo(0.760, within(0.015));
    assertThat(strength.suspicious()).isFalse();
  }

  @Test
  void clearanceIsTheLowerEndOfAnOddsRatio() {
    // Of 25 rows at 0 none is positive, of 75 at 1 are 30. With half a row added to each count the
    // odds ratio is 30.5 * 25.5 / 0.5 / 45.5 = 34.19, the standard error of its logarithm 1.447.
    var rows =
        Tables.labelled(
            Tables.numbers(IntStream.range(0, 100).mapToDouble(row -> row < 25 ? 0 : 1).toArray()),
            IntStream.range(0, 100).mapToDouble(row -> row < 70 ? 0 : 1).toArray());

    assertThat(measure(rows, Numeric.of("x")).get(0).clearance()).isCloseTo(3.16, within(0.01));
  }

  @Test
  void anHonestColumnOfAuc78StaysBelowTheBar() {
    // Normal, means 1.08 deviations apart: the odds ratio is 8, the lower end of its interval less.
    var strength = strengthOf((random, label) -> random.nextGaussian() - 1.08 * label);

    assertThat(strength.auc()).isCloseTo(0.78, within(0.01));
    assertThat(strength.clearance()).isBetween(5.0, FeatureStrength.MAX_CLEARANCE);
    assertThat(strength.suspicions()).isEmpty();
  }

  @Test
  void aFewRowsThatAreAllNegativeClearNothing() {
    // A flag of some good rows, and one of many bad ones: neither says that a quarter is safe.
    assertThat(
            strengthOf((random, label) -> label == 0 && random.nextDouble() < 0.1 ? 1 : 0)
                .clearance())
        .isLessThan(3);
    assertThat(
            strengthOf((random, label) -> random.nextDouble() < (label == 1 ? 0.4 : 0.1) ? 1 : 0)
                .clearance())
        .isLessThan(3);
  }

  @Test
  void passesACreditScoreAndALastPaymentStatus() {
    assertThat(strengthOf((random, label) -> random.nextGaussian() - 0.95 * label).suspicions())
        .isEmpty();
    // Six steps, of which the positive ones often reach the last three.
    assertThat(
            strengthOf(
                    (random, label) ->
                        random.nextDouble() < (label == 1 ? 0.35 : 0.05)
                            ? 2 + random.nextInt(3)
                            : random.nextInt(3) - 1)
                .suspicions())
        .isEmpty();
  }

  @Test
  void namesProgressThatOnlySurvivorsMake() {
    // Of 60 months of 360: survivors reach the last one, others leave or default on the way.
    var strength =
        strengthOf(
            (random, label) ->
                label == 0 && random.nextDouble() < 0.5
                    ? 60 / 360.0
                    : (1 + random.nextInt(58)) / 360.0);

    assertThat(strength.auc()).isBetween(0.7, 0.85);
    assertThat(strength.suspicions()).anyMatch(each -> each.startsWith("a quarter of the rows"));
  }

  @Test
  void namesAColumnThatIsMissingUnlessPositive() {
    var strength = strengthOf((random, label) -> label == 1 ? random.nextGaussian() : Double.NaN);

    assertThat(strength.auc()).isEqualTo(0.5);
    assertThat(strength.suspicions()).anyMatch(each -> each.startsWith("being missing alone"));
  }

  @Test
  void doesNotTakeTheOverfittingOfMeansForALeak() {
    // Two rows a category and labels at random: a mean that knows its own rows has an AUC near 1.
    var random = new Random(45);
    int count = 4000;
    var rows =
        Folds.assign(
            Tables.labelled(
                Tables.categories(
                    IntStream.range(0, count)
                        .mapToObj(row -> "c" + row / 2)
                        .toArray(String[]::new)),
                random.ints(count, 0, 2).asDoubleStream().toArray()),
            NumericColumn.of(random.ints(count, 0, 5).asDoubleStream().toArray()));
    var fits = FeaturePlan.of(MeanEncode.of("c")).fit(List.of(rows), 5);
    var known = fits.total().encode(rows);
    var bins = LabelBins.of(1);
    bins.add(known, rows.numeric("y"));

    assertThat(bins.strengths(List.of("c:mean")).get(0).suspicious()).isTrue();
    assertThat(LeakageCheck.measure(fits, List.of(rows)).get(0).suspicions()).isEmpty();
  }

  @Test
  void stopsAPipelineWithTheColumnsName(TestPipeline pipeline) {
    var rows = leaking();
    var fits = apply(pipeline, rows);
    pipeline
        .apply("Again", Create.of(Loans.sharded(rows, 3, 1)).withCoder(RecordBatchCoder.of()))
        .apply(LeakageCheck.of(fits));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("Too good to be true")
        .hasMessageContaining("'progress' (its AUC alone is 1.00")
        .hasMessageContaining("role OUTCOME");
  }

  @Test
  void passesWhatIsMadeOfAColumnThatIsAllowed(TestPipeline pipeline) {
    var rows = leaking();
    var strengths =
        pipeline
            .apply("Again", Create.of(Loans.sharded(rows, 3, 1)).withCoder(RecordBatchCoder.of()))
            .apply(LeakageCheck.of(apply(pipeline, rows)).allowing(Set.of("progress")));

    PAssert.thatSingleton(strengths.apply(Count.globally())).isEqualTo(2L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void stopsForAColumnThatIsNotAllowed(TestPipeline pipeline) {
    var rows = leaking();
    pipeline
        .apply("Again", Create.of(Loans.sharded(rows, 3, 1)).withCoder(RecordBatchCoder.of()))
        .apply(LeakageCheck.of(apply(pipeline, rows)).allowing(Set.of("dti")));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasRootCauseInstanceOf(LeakageException.class);
  }

  @Test
  void reportsWhatIsMeasuredLocally(TestPipeline pipeline) {
    var rows = leaking();
    var expected =
        LeakageCheck.measure(
            FeaturePlan.of(Numeric.of("dti"), Numeric.of("progress")).fit(List.of(rows), 0),
            List.of(rows));
    var strengths =
        pipeline
            .apply("Again", Create.of(Loans.sharded(rows, 3, 1)).withCoder(RecordBatchCoder.of()))
            .apply(LeakageCheck.of(apply(pipeline, rows)).reportingOnly());

    PAssert.that(strengths).containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  private static PCollectionView<FeatureFits> apply(TestPipeline pipeline, RecordBatch rows) {
    return pipeline
        .apply("Training", Create.of(rows).withCoder(RecordBatchCoder.of()))
        .apply(FitFeatures.of(FeaturePlan.of(Numeric.of("dti"), Numeric.of("progress")), 0))
        .apply(View.asSingleton());
  }

  /** Loans whose outcome somebody forgot to mark. */
  private static RecordBatch leaking() {
    return Loans.of(500, 43)
        .withSchema(Loans.SCHEMA.with(Loans.SCHEMA.column("progress").withRole(ColumnRole.INPUT)));
  }

  private interface Values {
    double of(Random random, int label);
  }

  /** The strength of a made-up column, 4 % of 40,000 rows positive. */
  private static FeatureStrength strengthOf(Values values) {
    var random = new Random(44);
    var labels = IntStream.range(0, 40_000).map(row -> row % 25 == 0 ? 1 : 0).toArray();
    var x = IntStream.of(labels).mapToDouble(label -> values.of(random, label)).toArray();
    var rows =
        RecordBatch.of(
            TableSchema.of(ColumnSchema.numeric("x"), ColumnSchema.label("y")),
            NumericColumn.of(x),
            NumericColumn.of(IntStream.of(labels).asDoubleStream().toArray()));
    return measure(rows, Numeric.of("x")).get(0);
  }

  private static List<FeatureStrength> measure(RecordBatch rows, Feature<?> feature) {
    return LeakageCheck.measure(FeaturePlan.of(feature).fit(List.of(rows), 0), List.of(rows));
  }
}
