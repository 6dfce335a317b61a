package io.risknet.transforms.calibration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.google.common.collect.ImmutableList;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is done to the probabilities of a model, one step after the other; nothing, as a rule.
 * Immutable plain Java; JSON.
 *
 * <pre>{@code
 * var calibration = CalibrationMethod.PLATT.fit(heldOutScores).then(new PriorCorrection(0.1));
 * double probability = calibration.apply(0.3);
 * }</pre>
 *
 * @param steps in their order
 */
public record Calibration(List<Calibrator> steps) implements Serializable {
  /** Leaves every probability as it is. */
  public static final Calibration NONE = new Calibration(List.of());

  /** Copies the list. */
  public Calibration {
    steps = ImmutableList.copyOf(steps);
  }

  /** Of one step. */
  public static Calibration of(Calibrator step) {
    return new Calibration(List.of(step));
  }

  /** This, and then one more step. */
  public Calibration then(Calibrator step) {
    return new Calibration(ImmutableList.<Calibrator>builder().addAll(steps).add(step).build());
  }

  /** Whether nothing is done. */
  @JsonIgnore
  public boolean isNone() {
    return steps.isEmpty();
  }

  /** The probability that stands for another one. */
  public double apply(double probability) {
    double calibrated = probability;
    for (var step : steps) {
      calibrated = step.apply(calibrated);
    }
    return calibrated;
  }

  /** What all steps do to log odds, where each is a straight line: all but isotonic ones are. */
  public Optional<LogOddsLine> line() {
    var line = Optional.of(LogOddsLine.UNCHANGED);
    for (var step : steps) {
      line = line.flatMap(before -> step.line().map(before::then));
    }
    return line;
  }

  /** For people: the steps in words. */
  @Override
  public String toString() {
    return isNone()
        ? "as the model gives them"
        : steps.stream().map(Calibrator::toString).collect(Collectors.joining(", then "));
  }
}
