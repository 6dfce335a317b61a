package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentEvaluationTest {
  private static final Segment CALIFORNIA = new Segment("state", "CA");

  private static SegmentEvaluation of(double[] scores, double[] labels) {
    return SegmentEvaluation.of(CALIFORNIA, ScoreDistribution.of(scores, labels));
  }

  @Test
  void tellsTheMeanScoreBesideTheShareOfPositiveRows() {
    var of = of(new double[] {0.1, 0.2, 0.6, 0.7}, new double[] {0, 0, 1, 0});

    assertThat(of.segment()).isEqualTo(CALIFORNIA);
    assertThat(of.meanScore().orElseThrow()).isCloseTo(0.4, within(1e-15));
    assertThat(of.positiveShare()).hasValue(0.25);
    // Of three pairs the positive row is ahead in two.
    assertThat(of.metrics().rocAuc().orElseThrow()).isCloseTo(2 / 3.0, within(1e-15));
    // A row a bin: 0.1, 0.2, 0.4 and 0.7 away from what came.
    assertThat(of.calibrationError().expected().orElseThrow()).isCloseTo(0.35, within(1e-15));
  }

  /** Of the definition over all pairs, at 95 %. */
  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.DeLongTest#goldens")
  void theIntervalIsDeLongsOf95Percent(JsonNode golden) {
    var first = golden.get("first");
    var of = of(Goldens.doubles(first.get("scores")), Goldens.doubles(golden.get("labels")));

    Goldens.assertClose(of.rocAuc().lower(), first.get("lower"));
    Goldens.assertClose(of.rocAuc().upper(), first.get("upper"));
  }

  @Test
  void aSegmentOfOneClassSaysWhyItHasNoArea() {
    var of = of(new double[] {0.1, 0.2}, new double[] {0, 0});

    assertThat(of.rocAuc().undefined().orElseThrow())
        .isEqualTo("It needs rows of both classes; there are 0 positive and 2 negative ones.");
    assertThat(of.metrics().undefined())
        .containsOnlyKeys("averagePrecision", "gini", "ks", "rocAuc");
    assertThat(of.positiveShare()).hasValue(0);
  }

  @Test
  void rowsWithoutAScoreLeaveNothingToTell() {
    var of = of(new double[] {Double.NaN}, new double[] {1});

    assertThat(of.meanScore()).isEmpty();
    assertThat(of.positiveShare()).isEmpty();
    assertThat(of.metrics().unscored()).isEqualTo(1);
    assertThat(of.calibrationError().undefined())
        .contains("There is no row with a score and a label.");
  }
}
