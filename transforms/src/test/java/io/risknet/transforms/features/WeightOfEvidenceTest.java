package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.RecordBatch;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightOfEvidenceTest implements FeatureContract<WeightOfEvidence.Counts> {
  private static final double NONE = Double.NaN;

  @Override
  public Feature<WeightOfEvidence.Counts> feature() {
    return WeightOfEvidence.of("dti");
  }

  private static WeightOfEvidence.Fit fit(WeightOfEvidence feature, RecordBatch training) {
    return (WeightOfEvidence.Fit) Tables.fit(feature, training);
  }

  /** Ten rows, four of them positive, so that smoothing adds 0.6 negative rows and 0.4 positive. */
  private static final RecordBatch NUMBERS =
      Tables.labelled(
          Tables.numbers(1, 2, 3, 4, 5, 6, 7, 8, NONE, NONE), 1, 1, 0, 1, 0, 0, 0, 0, 1, 0);

  @Test
  void aBinWeighsTheLogarithmOfItsShareOfNegativesOverItsShareOfPositives() {
    var weights =
        Tables.encode(
            WeightOfEvidence.of("x").withBins(4), NUMBERS, Tables.numbers(1, 4, 5, 8, NONE))[0];

    assertThat(weights[0]).isCloseTo((float) Math.log((0.6 / 6) / (2.4 / 4)), within(1e-6f));
    assertThat(weights[1]).isCloseTo((float) Math.log((1.6 / 6) / (1.4 / 4)), within(1e-6f));
    assertThat(weights[2]).isCloseTo((float) Math.log((2.6 / 6) / (0.4 / 4)), within(1e-6f));
    assertThat(weights[3]).isEqualTo(weights[2]);
    assertThat(weights[4]).isEqualTo(weights[1]);
  }

  @Test
  void binsOfNumbersHoldAboutEquallyManyRowsAndReachBeyondWhatWasSeen() {
    var fit = fit(WeightOfEvidence.of("x").withBins(4), NUMBERS);

    assertThat(fit.cuts()).containsExactly(3.0, 5.0, 7.0);
    assertThat(fit.bins())
        .containsExactly("below 3", "3 to below 5", "5 to below 7", "7 and above", "missing");
    assertThat(fit.places(Tables.numbers(-9, 2.9, 3, 6.9, 7, 99, NONE)))
        .containsExactly(0, 0, 1, 2, 3, 3, 4);
  }

  @Test
  void aBinKnowsItsRows() {
    var fit = fit(WeightOfEvidence.of("x").withBins(4), NUMBERS);

    assertThat(fit.evidence()).extracting(WeightOfEvidence.Evidence::rows).containsOnly(2L);
    assertThat(fit.evidence())
        .extracting(WeightOfEvidence.Evidence::positives)
        .containsExactly(2L, 1L, 0L, 0L, 1L);
  }

  @Test
  void aFrequentNumberIsABinByItself() {
    var rows =
        Tables.labelled(Tables.numbers(0, 0, 0, 0, 0, 0, 1, 2, 3, 4), 1, 0, 0, 0, 0, 0, 0, 1, 0, 1);

    assertThat(fit(WeightOfEvidence.of("x").withBins(5), rows).cuts()).containsExactly(1.0, 3.0);
  }

  @Test
  void aBinOfLessThanHalfItsRowsJoinsItsNeighbour() {
    // Of 7 rows in 3 bins, one would be left.
    var last = Tables.labelled(Tables.numbers(1, 2, 3, 4, 5, 6, 7), 1, 0, 0, 0, 0, 0, 1);
    // And here one before a frequent number.
    var first = Tables.labelled(Tables.numbers(1, 2, 2, 2, 3, 4, 5, 6), 1, 0, 0, 0, 0, 0, 1, 0);

    assertThat(fit(WeightOfEvidence.of("x").withBins(3), last).cuts()).containsExactly(4.0);
    assertThat(fit(WeightOfEvidence.of("x").withBins(3), first).cuts()).containsExactly(3.0);
  }

  @Test
  void thereAreNeverMoreBinsThanAskedFor() {
    var rows = Tables.labelled(Tables.numbers(1, 1, 2, 2, 2, 2, 3, 3), 1, 0, 0, 1, 0, 0, 0, 1);

    assertThat(fit(WeightOfEvidence.of("x").withBins(2), rows).cuts()).containsExactly(3.0);
  }

  @Test
  void eachCategoryIsABinAndWhatWasNotSeenHasNoEvidence() {
    var training =
        Tables.labelled(Tables.categories("b", "a", "a", "a", "", "b"), 1, 0, 0, 1, 1, NONE);
    var feature = WeightOfEvidence.of("c").withSmoothing(2);
    var rows = Tables.categories("a", "b", "", "new");
    var weights = Tables.encode(feature, training, rows)[0];

    // Five labelled rows, three positive: smoothing adds 0.8 negative rows and 1.2 positive.
    assertThat(weights[0]).isCloseTo((float) Math.log((2.8 / 2) / (2.2 / 3)), within(1e-6f));
    assertThat(weights[1]).isCloseTo((float) Math.log((0.8 / 2) / (2.2 / 3)), within(1e-6f));
    assertThat(weights[2]).isEqualTo(weights[1]);
    assertThat(weights[3]).isZero();
    assertThat(fit(feature, training).bins()).containsExactly("a", "b", "any other", "missing");
    assertThat(fit(feature, training).places(rows)).containsExactly(0, 1, 3, 2);
  }

  @Test
  void missingWhenNoneWasMissingHasNoEvidence() {
    var training = Tables.labelled(Tables.numbers(1, 2), 1, 0);

    assertThat(Tables.encode(WeightOfEvidence.of("x"), training, Tables.numbers(NONE))[0])
        .containsExactly(0);
  }

  @Test
  void labelsOfOneClassAreNoEvidence() {
    var training = Tables.labelled(Tables.numbers(1, 2, 3, 4), 0, 0, 0, 0);

    assertThat(Tables.encode(WeightOfEvidence.of("x"), training, Tables.numbers(1, 4, NONE))[0])
        .containsExactly(0, 0, 0);
  }

  /** The log odds of the mean, seen from those of all rows. */
  @Test
  void itIsTheLogOddsOfTheMeanEncoding() {
    var rows = Loans.of(400, 3);
    var means = Tables.encode(MeanEncode.of("state").withSmoothing(7), rows, rows)[0];
    var weights = Tables.encode(WeightOfEvidence.of("state").withSmoothing(7), rows, rows)[0];
    double share = Arrays.stream(rows.numeric("default").values()).average().orElseThrow();

    for (int row = 0; row < rows.rows(); row++) {
      double expected = Math.log(share / (1 - share)) - Math.log(means[row] / (1 - means[row]));
      assertThat((double) weights[row]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void moreDistinctNumbersThanAreCountedExactlyFallIntoTheirBins() {
    var numbers = IntStream.range(0, 120_000).asDoubleStream().toArray();
    var labels = Arrays.stream(numbers).map(x -> x < 60_000 ? 1 : 0).toArray();
    var training = Tables.labelled(Tables.numbers(numbers), labels);
    var fit = fit(WeightOfEvidence.of("x").withBins(2), training);

    assertThat(fit.cuts()).hasSize(1);
    assertThat(fit.cuts().get(0)).isCloseTo(60_000, within(60_000 / 1024.0));
    // Rows are placed as they were counted.
    var places = fit.places(training);
    assertThat(Arrays.stream(places).filter(place -> place == 0).count())
        .isEqualTo(fit.evidence().get(0).rows());
  }

  @Test
  void aPlanReadsItWithItsDefaults() throws Exception {
    var json =
        FeatureJson.MAPPER.readTree(
            """
            {"encode": [{"woe": {"columns": ["a", "b"], "bins": 5}}]}
            """);

    assertThat(FeaturePlan.fromJson(json).features())
        .map(Object.class::cast)
        .containsExactly(
            WeightOfEvidence.of("a").withBins(5), WeightOfEvidence.of("b").withBins(5));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> WeightOfEvidence.of("x").withBins(1))
        .hasMessage("Column 'x' should have at least 2 bins, and has 1.");
    assertThatThrownBy(() -> WeightOfEvidence.of("x").withSmoothing(0))
        .hasMessage("The smoothing of column 'x' should be above zero, and is 0.0.");
  }

  @Test
  void refusesLabelsThatAreNoneOrOne() {
    assertThatThrownBy(() -> fit(WeightOfEvidence.of("x"), Tables.labelled(Tables.numbers(1), 2)))
        .hasMessage("Label 'y' should be 1, 0 or missing, and is 2.0; map it to these first.");
  }

  @Test
  void monthsAreRefused() {
    var schema =
        Tables.labelled(Tables.of(ColumnSchema.month("m"), MonthColumn.of(24_000)), 1).schema();

    assertThatThrownBy(() -> FeaturePlan.of(WeightOfEvidence.of("m")).check(schema))
        .hasMessageContaining("Feature 'woe' reads columns of type [NUMERIC, CATEGORICAL]");
  }
}
