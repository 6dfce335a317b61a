package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KolmogorovSmirnovTest {

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void agreesWithScikitLearn(JsonNode golden) {
    var ks = KolmogorovSmirnov.of(Goldens.scores(golden));

    Goldens.assertClose(ks.statistic(), golden.get("ks"));
    assertThat(ks.threshold()).hasValue(golden.get("ksThreshold").doubleValue());
  }

  /** From 0.6 on there are both positives and one of four negatives. */
  @Test
  void theSharesAreThoseFromTheThresholdOn() {
    var ks = ks(new double[] {0.1, 0.2, 0.3, 0.6, 0.7, 0.8}, 0, 0, 0, 1, 0, 1);

    assertThat(ks.threshold()).hasValue(0.6);
    assertThat(ks.positiveShare()).hasValue(1);
    assertThat(ks.negativeShare()).hasValue(0.25);
    assertThat(ks.statistic()).hasValue(0.75);
  }

  @Test
  void ofEqualDistancesTheHighestThresholdIsTold() {
    var ks = ks(new double[] {0.1, 0.2, 0.3, 0.4}, 0, 1, 0, 1);

    assertThat(ks.statistic()).hasValue(0.5);
    assertThat(ks.threshold()).hasValue(0.4);
  }

  @Test
  void scoresTheWrongWayRoundAreAsFarApart() {
    var ks = ks(new double[] {0.1, 0.9}, 1, 0);

    assertThat(ks.statistic()).hasValue(1);
    assertThat(ks.negativeShare()).hasValue(1);
  }

  @Test
  void constantScoresHaveTheDistanceZeroAtTheOnlyScore() {
    var ks = ks(new double[] {0.5, 0.5, 0.5}, 1, 0, 0);

    assertThat(ks.statistic()).hasValue(0);
    assertThat(ks.threshold()).hasValue(0.5);
    assertThat(ks.positiveShare()).hasValue(1);
  }

  @Test
  void whereBothClassesLieAlikeTheThresholdIsTheLowestScore() {
    var ks = ks(new double[] {0.1, 0.1, 0.2, 0.2}, 0, 1, 0, 1);

    assertThat(ks.statistic()).hasValue(0);
    assertThat(ks.threshold()).hasValue(0.1);
  }

  @Test
  void oneClassLeavesItUndefinedWithAReason() {
    var ks = ks(new double[] {0.5, 0.6}, 1, 1);

    assertThat(ks.statistic()).isEmpty();
    assertThat(ks.threshold()).isEmpty();
    assertThat(ks.undefined().orElseThrow()).contains("2 positive and 0 negative");
  }

  private static KolmogorovSmirnov ks(double[] scores, double... labels) {
    return KolmogorovSmirnov.of(ScoreDistribution.of(scores, labels));
  }
}
