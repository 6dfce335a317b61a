package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link DeLong} and {@link AucDifference}. */
class DeLongTest {

  static Stream<JsonNode> goldens() throws IOException {
    return Goldens.read("delong_goldens.json");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theIntervalAgreesWithTheDefinitionOverAllPairs(JsonNode golden) {
    for (var model : new String[] {"first", "second"}) {
      var expected = golden.get(model);
      var scores =
          ScoreDistribution.of(
              Goldens.doubles(expected.get("scores")), Goldens.doubles(golden.get("labels")));

      assertAgree(DeLong.rocAuc(scores, golden.get("level").doubleValue()), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void thePairedTestAgreesWithTheDefinitionOverAllPairs(JsonNode golden) {
    var compared =
        AucDifference.of(
            Goldens.doubles(golden.get("first").get("scores")),
            Goldens.doubles(golden.get("second").get("scores")),
            Goldens.doubles(golden.get("labels")),
            golden.get("level").doubleValue());

    assertAgree(compared.first(), golden.get("first"));
    assertAgree(compared.second(), golden.get("second"));
    assertAgree(compared.difference(), golden.get("difference"));
    Goldens.assertClose(compared.z(), golden.get("z"));
    Goldens.assertClose(compared.pValue(), golden.get("pValue"));
  }

  @Test
  void infiniteScoresAreNone() {
    double[] scores = {0.1, Double.POSITIVE_INFINITY, 0.3, 0.8, 0.2};
    double[] others = {0.1, 0.4, 0.3, 0.8, Double.NEGATIVE_INFINITY};
    var compared = AucDifference.of(scores, others, new double[] {0, 1, 0, 1, 1}, 0.95);

    assertThat(compared.unscored()).isEqualTo(2);
    assertThat(compared.first().estimate()).hasValue(1);
  }

  /** Placements 1 and 1/2 of the positives, 1/2 and 1 of the negatives: variances 1/8. */
  @Test
  void theErrorOfFourRowsByHand() {
    var interval = DeLong.rocAuc(scores(new double[] {0.1, 0.4, 0.35, 0.8}, 0, 0, 1, 1), 0.9);

    assertThat(interval.estimate()).hasValue(0.75);
    Goldens.assertClose(interval.standardError().orElseThrow(), Math.sqrt(0.125));
    Goldens.assertClose(
        interval.lower().orElseThrow(), 0.75 - 1.6448536269514722 * Math.sqrt(0.125));
    assertThat(interval.upper()).hasValue(1);
  }

  @Test
  void scoresThatPartTheClassesHaveNoIntervalAndAReason() {
    var interval = DeLong.rocAuc(scores(new double[] {0.1, 0.2, 0.3, 0.4}, 0, 0, 1, 1), 0.95);

    assertThat(interval.estimate()).hasValue(1);
    assertThat(interval.lower()).isEmpty();
    assertThat(interval.undefined().orElseThrow()).contains("do not differ");
  }

  @Test
  void constantScoresHaveNoInterval() {
    var interval = DeLong.rocAuc(scores(new double[] {0.5, 0.5, 0.5, 0.5}, 0, 0, 1, 1), 0.95);

    assertThat(interval.estimate()).hasValue(0.5);
    assertThat(interval.upper()).isEmpty();
  }

  @Test
  void onePositiveRowHasAnAreaAndNoInterval() {
    var interval = DeLong.rocAuc(scores(new double[] {0.1, 0.5, 0.3}, 0, 0, 1), 0.95);

    assertThat(interval.estimate()).hasValue(0.5);
    assertThat(interval.undefined())
        .hasValue("It needs two rows of each class; there are 1 positive and 2 negative ones.");
  }

  @Test
  void oneClassHasNeitherAreaNorInterval() {
    var interval = DeLong.rocAuc(scores(new double[] {0.1, 0.5}, 0, 0), 0.95);

    assertThat(interval.estimate()).isEmpty();
    assertThat(interval.undefined().orElseThrow()).contains("both classes");
  }

  @Test
  void aLevelOutsideZeroAndOneIsRefused() {
    assertThatThrownBy(() -> DeLong.rocAuc(ScoreDistribution.empty(), 95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 0.95, not 95.0");
  }

  @Test
  void rowsWithoutAScoreOrALabelAreLeftOutAndCounted() {
    var nan = Double.NaN;
    var compared =
        AucDifference.of(
            new double[] {0.1, 0.5, 0.3, 0.4, nan, 0.1, nan},
            new double[] {0.2, 0.3, 0.1, 0.8, 0.3, nan, 0.1},
            new double[] {0, 0, 1, 1, 1, 0, nan},
            0.95);

    assertThat(compared.rows()).isEqualTo(4);
    assertThat(compared.unscored()).isEqualTo(2);
    assertThat(compared.unlabelled()).isEqualTo(1);
    assertThat(compared.first().estimate()).hasValue(0.5);
  }

  @Test
  void aModelDoesNotDifferFromOneThatRanksAlike() {
    var scores = new double[] {0.1, 0.5, 0.3, 0.4};
    var doubled = new double[] {0.2, 1, 0.6, 0.8};
    var compared = AucDifference.of(scores, doubled, new double[] {0, 0, 1, 1}, 0.95);

    assertThat(compared.difference().estimate()).hasValue(0);
    assertThat(compared.pValue()).isEmpty();
    assertThat(compared.difference().undefined()).isPresent();
  }

  @Test
  void modelsAreNotComparedOnOneClass() {
    var compared =
        AucDifference.of(
            new double[] {0.1, 0.5}, new double[] {0.2, 0.1}, new double[] {1, 1}, 0.95);

    assertThat(compared.difference().estimate()).isEmpty();
    assertThat(compared.z()).isEmpty();
    assertThat(compared.difference().undefined().orElseThrow()).contains("both classes");
  }

  @Test
  void arraysOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> AucDifference.of(new double[2], new double[1], new double[2], 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There are 2 and 1 scores and 2 labels.");
  }

  private static void assertAgree(Interval interval, JsonNode expected) {
    Goldens.assertClose(interval.estimate(), expected.get("estimate"));
    Goldens.assertClose(interval.standardError(), expected.get("standardError"));
    Goldens.assertClose(interval.lower(), expected.get("lower"));
    Goldens.assertClose(interval.upper(), expected.get("upper"));
  }

  private static ScoreDistribution scores(double[] scores, double... labels) {
    return ScoreDistribution.of(scores, labels);
  }
}
