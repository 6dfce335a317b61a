package io.risknet.transforms.calibration;

import java.util.Optional;

/**
 * Leaves probabilities as they are, where a calibration was wanted and there is no use in one.
 *
 * @param reason why, as words that follow a colon
 */
public record Unchanged(String reason) implements Calibrator {

  @Override
  public double apply(double probability) {
    return probability;
  }

  @Override
  public Optional<LogOddsLine> line() {
    return Optional.of(LogOddsLine.UNCHANGED);
  }

  @Override
  public String toString() {
    return "left as the model gives them: " + reason;
  }
}
