package io.risknet.transforms.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.Optional;

/**
 * Turns a probability into one that holds. An immutable record, plain Java, written as JSON under a
 * stable id with a version: {@code {"platt/1": {"slope": 1.1, "intercept": -0.2}}}. What {@link
 * CalibrationMethod} learns never lowers a probability when its score rises.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlattCalibrator.class, name = "platt/1"),
  @JsonSubTypes.Type(value = IsotonicCalibrator.class, name = "isotonic/1"),
  @JsonSubTypes.Type(value = PriorCorrection.class, name = "prior-correction/1"),
  @JsonSubTypes.Type(value = Unchanged.class, name = "unchanged/1")
})
public sealed interface Calibrator extends Serializable
    permits PlattCalibrator, IsotonicCalibrator, PriorCorrection, Unchanged {

  /**
   * The probability that stands for another one.
   *
   * @param probability from 0 to 1; {@code NaN} stays
   */
  double apply(double probability);

  /** What it does to log odds, where that is a straight line. */
  default Optional<LogOddsLine> line() {
    return Optional.empty();
  }
}
