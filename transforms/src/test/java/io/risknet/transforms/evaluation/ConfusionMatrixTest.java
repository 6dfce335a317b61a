package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfusionMatrixTest {

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void agreesWithScikitLearn(JsonNode golden) throws Exception {
    var scores = Goldens.scores(golden);
    for (var expected : golden.get("thresholds")) {
      var matrix = ConfusionMatrix.at(scores, expected.get("threshold").doubleValue());

      assertThat(matrix)
          .isEqualTo(new JsonMapper().treeToValue(expected.get("matrix"), ConfusionMatrix.class));
      Goldens.assertClose(matrix.precision(), expected.get("precision"));
      Goldens.assertClose(matrix.recall(), expected.get("recall"));
      Goldens.assertClose(matrix.accuracy(), expected.get("accuracy"));
      Goldens.assertClose(matrix.fBeta(1), expected.get("f1"));
      Goldens.assertClose(matrix.fBeta(2), expected.get("f2"));
      Goldens.assertClose(matrix.fBeta(0.5), expected.get("fHalf"));
    }
  }

  @Test
  void aScoreEqualToTheThresholdIsTaken() {
    var scores = ScoreDistribution.of(new double[] {0.2, 0.3, 0.4}, new double[] {0, 1, 0});

    assertThat(ConfusionMatrix.at(scores, 0.3)).isEqualTo(new ConfusionMatrix(1, 1, 1, 0));
  }

  @Test
  void specificityIsTheShareOfNegativesNotTaken() {
    assertThat(new ConfusionMatrix(1, 1, 3, 0).specificity()).hasValue(0.75);
  }

  @Test
  void nothingTakenHasNoPrecisionAndAReason() {
    var matrix = new ConfusionMatrix(0, 0, 3, 1);

    assertThat(matrix.precision()).isEmpty();
    assertThat(matrix.recall()).hasValue(0);
    assertThat(matrix.fBeta(1)).hasValue(0);
    assertThat(matrix.undefined()).containsOnlyKeys("precision");
  }

  @Test
  void oneClassHasNoRateOfTheOther() {
    assertThat(new ConfusionMatrix(0, 1, 1, 0).undefined()).containsOnlyKeys("recall");
    assertThat(new ConfusionMatrix(1, 0, 0, 1).undefined()).containsOnlyKeys("specificity");
  }

  @Test
  void noRowLeavesAllUndefined() {
    var matrix = ConfusionMatrix.at(ScoreDistribution.empty(), 0.5);

    assertThat(matrix.undefined())
        .containsOnlyKeys("accuracy", "fBeta", "precision", "recall", "specificity");
    assertThat(matrix.fBeta(1)).isEmpty();
  }

  /**
   * Of shares the binomial's; of F1, 1200 / 3500, the delta method's: the squared derivatives of
   * its logarithm by the counts, times these, sum to 0.000907483.
   */
  @Test
  void errorsOfRatesAreThoseOfTheTextbook() {
    var intervals =
        new ConfusionMatrix(600, 1400, 17_100, 900).intervals(Bootstrap.of(1).withReplicates(4000));

    assertThat(intervals).containsOnlyKeys("precision", "recall", "specificity", "f1");
    assertNormal(intervals.get("precision"), 0.3, Math.sqrt(0.3 * 0.7 / 2000));
    assertNormal(intervals.get("recall"), 0.4, Math.sqrt(0.4 * 0.6 / 1500));
    double specificity = 17_100 / 18_500.0;
    assertNormal(
        intervals.get("specificity"),
        specificity,
        Math.sqrt(specificity * (1 - specificity) / 18_500));
    assertNormal(intervals.get("f1"), 12 / 35.0, 12 / 35.0 * Math.sqrt(0.000907483));
  }

  @Test
  void limitsOfRatesAreRates() {
    var recall = new ConfusionMatrix(9, 5, 50, 1).intervals(Bootstrap.of(1)).get("recall");

    assertThat(recall.lower().orElseThrow()).isBetween(0.5, 0.9);
    assertThat(recall.upper()).hasValue(1);
  }

  @Test
  void aRateThatIsNotDefinedHasNoLimitsForTheSameReason() {
    var intervals = new ConfusionMatrix(0, 0, 30, 0).intervals(Bootstrap.of(1));

    assertThat(intervals.get("precision").undefined())
        .hasValue("No row has a score of at least the threshold.");
    assertThat(intervals.get("f1").undefined())
        .hasValue("No row is positive, and none was taken as such.");
  }

  @Test
  void withoutAMistakeNothingIsKnownOfTheSpread() {
    var intervals = new ConfusionMatrix(30, 0, 40, 0).intervals(Bootstrap.of(1));

    assertThat(intervals.values())
        .allSatisfy(
            interval -> {
              assertThat(interval.estimate()).hasValue(1);
              assertThat(interval.lower()).isEmpty();
              assertThat(interval.undefined().orElseThrow())
                  .startsWith("All samples of these rows give the same value");
            });
  }

  /** What chance does to 4000 replicates. */
  private static void assertNormal(Interval interval, double estimate, double error) {
    Intervals.assertNormal(interval, estimate, error, 0.0375);
  }

  @Test
  void aThresholdThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> ConfusionMatrix.at(ScoreDistribution.empty(), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold");
  }
}
