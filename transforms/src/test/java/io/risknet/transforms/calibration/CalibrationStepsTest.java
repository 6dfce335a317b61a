package io.risknet.transforms.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.JsonCoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Calibration} and {@link CalibrationMethod}. */
class CalibrationStepsTest {
  private static final Calibration ALL =
      Calibration.of(new PlattCalibrator(0.9, -0.25))
          .then(new IsotonicCalibrator(List.of(0.25, 0.5), List.of(0.0, 1.0)))
          .then(new Unchanged("why"))
          .then(new PriorCorrection(0.5));

  @Test
  void nothingIsDoneUnlessItIsWanted() {
    assertThat(Calibration.NONE.apply(0.3)).isEqualTo(0.3);
    assertThat(Calibration.NONE.isNone()).isTrue();
    assertThat(CalibrationMethod.NONE.fit(ScoreDistribution.empty())).isEqualTo(Calibration.NONE);
  }

  /** The lower score has the one default; so a curve that fits falls. */
  @Test
  void scoresThatRankTheWrongWayRoundStayAsTheyAre() {
    var fitted =
        CalibrationMethod.PLATT.fit(
            ScoreDistribution.of(new double[] {0.2, 0.3, 0.8}, new double[] {1, 0, 0}));

    assertThat(fitted.apply(0.2)).isEqualTo(0.2);
    assertThat(fitted.apply(0.8)).isEqualTo(0.8);
    assertThat(fitted.line()).hasValue(LogOddsLine.UNCHANGED);
    assertThat(fitted.toString())
        .startsWith("left as the model gives them: Platt's curve would not rise (slope -");
  }

  @Test
  void scoresThatRankTheRightWayRoundAreCalibrated() {
    var fitted =
        CalibrationMethod.PLATT.fit(
            ScoreDistribution.of(new double[] {0.2, 0.3, 0.8}, new double[] {0, 0, 1}));

    assertThat(fitted.steps()).singleElement().isInstanceOf(PlattCalibrator.class);
  }

  @Test
  void stepsAreTakenInTheirOrder() {
    var steps =
        Calibration.of(new IsotonicCalibrator(List.of(0.0, 1.0), List.of(0.5, 0.5)))
            .then(new PriorCorrection(0.1));

    assertThat(steps.apply(0.9)).isCloseTo(1.0 / 11, within(1e-15));
  }

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(JsonCoder.read(JsonCoder.write(ALL), Calibration.class)).isEqualTo(ALL);
  }

  @Test
  void stepsAreWrittenUnderStableNamesWithVersions() {
    assertThat(JsonCoder.write(ALL))
        .isEqualTo(
            "{\"steps\":[{\"platt/1\":{\"slope\":0.9,\"intercept\":-0.25}},"
                + "{\"isotonic/1\":{\"scores\":[0.25,0.5],\"probabilities\":[0.0,1.0]}},"
                + "{\"unchanged/1\":{\"reason\":\"why\"}},"
                + "{\"prior-correction/1\":{\"keptNegatives\":0.5}}]}");
  }

  @Test
  void aStepOfALaterReleaseIsRefused() {
    assertThatThrownBy(() -> JsonCoder.read("{\"steps\":[{\"platt/2\":{}}]}", Calibration.class))
        .hasMessageContaining("platt/2");
  }
}
