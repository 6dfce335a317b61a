package io.risknet.transforms.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogOddsLineTest {
  private static final Calibration STRAIGHT =
      Calibration.of(new PlattCalibrator(0.8, 0.3)).then(new PriorCorrection(0.1));

  @Test
  void itIsWhatTheStepsDoToLogOdds() {
    var line = STRAIGHT.line().orElseThrow();

    for (double p : new double[] {0.01, 0.2, 0.5, 0.9}) {
      assertThat(logOdds(STRAIGHT.apply(p)))
          .isCloseTo(line.slope() * logOdds(p) + line.intercept(), within(1e-9));
    }
    assertThat(line.slope()).isEqualTo(0.8);
    assertThat(line.intercept()).isCloseTo(0.3 + Math.log(0.1), within(1e-12));
  }

  @Test
  void noStepsChangeNothing() {
    assertThat(Calibration.NONE.line()).contains(LogOddsLine.UNCHANGED);
  }

  @Test
  void isotonicStepsAreNoLine() {
    var isotonic = new IsotonicCalibrator(List.of(0.1, 0.2), List.of(0.1, 0.3));

    assertThat(Calibration.of(isotonic).line()).isEmpty();
    assertThat(STRAIGHT.then(isotonic).line()).isEmpty();
  }

  private static double logOdds(double p) {
    return Math.log(p / (1 - p));
  }
}
