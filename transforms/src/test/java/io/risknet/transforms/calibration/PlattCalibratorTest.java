package io.risknet.transforms.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.io.IOException;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlattCalibratorTest {

  static Stream<Named<JsonNode>> goldens() throws IOException {
    return CalibrationGoldens.all();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theCurveIsThatOfScikitLearnAndScipy(JsonNode golden) {
    var curve = PlattCalibrator.fit(CalibrationGoldens.scores(golden));

    assertThat(curve.slope()).isCloseTo(golden.at("/platt/slope").doubleValue(), within(1e-8));
    assertThat(curve.intercept())
        .isCloseTo(golden.at("/platt/intercept").doubleValue(), within(1e-8));
  }

  /** Smoothed labels: 2/3 for the positive row, 1/5 for the three negative ones; their mean. */
  @Test
  void ofEqualScoresItGivesTheMeanOfTheSmoothedLabels() {
    var curve =
        PlattCalibrator.fit(
            ScoreDistribution.of(new double[] {0.3, 0.3, 0.3, 0.3}, new double[] {1, 0, 0, 0}));

    assertThat(curve.apply(0.3)).isCloseTo((2.0 / 3 + 3 * 1.0 / 5) / 4, within(1e-9));
  }

  @Test
  void withoutRowsThereIsNothingToFit() {
    assertThatThrownBy(() -> PlattCalibrator.fit(ScoreDistribution.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no row with a score and a label to calibrate by.");
  }

  @Test
  void scoresOfZeroAndOneGiveProbabilitiesInBetween() {
    var curve =
        PlattCalibrator.fit(
            ScoreDistribution.of(new double[] {0, 0, 0.5, 1, 1}, new double[] {0, 0, 1, 1, 1}));

    assertThat(curve.apply(0)).isGreaterThan(0).isLessThan(0.5);
    assertThat(curve.apply(1)).isLessThan(1).isGreaterThan(0.5);
  }

  @Test
  void aCurveOfSlopeOneAndNoInterceptChangesNothing() {
    assertThat(new PlattCalibrator(1, 0).apply(0.2)).isCloseTo(0.2, within(1e-15));
  }

  @Property
  void aCurveThatRisesKeepsTheOrder(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other,
      @ForAll @DoubleRange(min = 0, max = 5) double slope) {
    var curve = new PlattCalibrator(slope, -0.7);

    assertThat(curve.apply(Math.min(one, other)))
        .isLessThanOrEqualTo(curve.apply(Math.max(one, other)));
  }
}
