package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HosmerLemeshowTest {

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void agreesWithTheDefinitionAndScipy(JsonNode golden) {
    var test = HosmerLemeshow.ofNewRows(Goldens.scores(golden), 10);
    var expected = golden.get("hosmerLemeshow");

    Goldens.assertClose(test.statistic(), expected.get("statistic"));
    Goldens.assertClose(test.pValue(), expected.get("pValueNewRows"));
    assertThat(test.groups()).hasSize(expected.get("groups").intValue());
  }

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void fittedRowsHaveTwoDegreesOfFreedomFewer(JsonNode golden) {
    var test = HosmerLemeshow.ofFittedRows(Goldens.scores(golden), 10);

    assertThat(test.degreesOfFreedom()).isEqualTo(test.groups().size() - 2);
    Goldens.assertClose(test.pValue(), golden.get("hosmerLemeshow").get("pValueFittedRows"));
  }

  @Test
  void fewerRowsThanGroupsMakeFewerGroups() {
    var test = HosmerLemeshow.ofNewRows(scores(new double[] {0.2, 0.3, 0.4, 0.5}, 0, 0, 1, 1), 10);

    assertThat(test.groups()).hasSize(4);
    assertThat(test.degreesOfFreedom()).isEqualTo(4);
  }

  @Test
  void constantScoresAreNotTestedAndTheReasonIsTold() {
    var test = HosmerLemeshow.ofNewRows(scores(new double[] {0.2, 0.2, 0.2}, 0, 0, 1), 10);

    assertThat(test.statistic()).isEmpty();
    assertThat(test.pValue()).isEmpty();
    assertThat(test.undefined())
        .hasValue("It needs at least 3 groups; 3 rows with 1 different probabilities make 1.");
  }

  @Test
  void aCertainGroupThatIsRightAddsNothing() {
    var labels = new double[] {0, 0, 0, 1, 0, 1};
    var test = HosmerLemeshow.ofNewRows(scores(new double[] {0, 0, 0.5, 0.5, 0.6, 0.6}, labels), 3);

    Goldens.assertClose(test.statistic().orElseThrow(), 0.04 / 0.48);
  }

  @Test
  void aCertainGroupThatIsWrongIsTold() {
    var labels = new double[] {0, 1, 0, 1, 0, 1};
    var test = HosmerLemeshow.ofNewRows(scores(new double[] {0, 0, 0.5, 0.5, 0.6, 0.6}, labels), 3);

    assertThat(test.statistic()).isEmpty();
    assertThat(test.undefined())
        .hasValue(
            "A group of 2 rows has the probability 0.0 throughout, and 1 of them are positive.");
  }

  @Test
  void scoresThatAreNoProbabilitiesAreNotTested() {
    var test = HosmerLemeshow.ofNewRows(scores(new double[] {1, 2, 3}, 0, 0, 1), 3);

    assertThat(test.undefined().orElseThrow()).contains("run from 1.0 to 3.0");
  }

  @Test
  void fewerThanThreeGroupsAreRefused() {
    assertThatThrownBy(() -> HosmerLemeshow.ofNewRows(ScoreDistribution.empty(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 3 groups, not 2");
  }

  private static ScoreDistribution scores(double[] scores, double... labels) {
    return ScoreDistribution.of(scores, labels);
  }
}
