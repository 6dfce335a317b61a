package io.risknet.transforms.calibration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.risknet.transforms.evaluation.ScoreDistribution;

/** How a model is calibrated, by the names that specs give. */
public enum CalibrationMethod {
  /** Not at all. */
  @JsonProperty("none")
  NONE,
  /** By {@link PlattCalibrator}. */
  @JsonProperty("platt")
  PLATT,
  /** By {@link IsotonicCalibrator}. */
  @JsonProperty("isotonic")
  ISOTONIC;

  /**
   * Learns from the scores of rows that the model has not seen.
   *
   * @throws IllegalArgumentException when there are none
   */
  public Calibration fit(ScoreDistribution heldOut) {
    return switch (this) {
      case NONE -> Calibration.NONE;
      case PLATT -> Calibration.of(PlattCalibrator.fit(heldOut));
      case ISOTONIC -> Calibration.of(IsotonicCalibrator.fit(heldOut));
    };
  }
}
