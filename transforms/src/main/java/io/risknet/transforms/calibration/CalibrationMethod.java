package io.risknet.transforms.calibration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.Locale;

/** How a model is calibrated, by the names that specs give. */
public enum CalibrationMethod {
  /** Not at all. */
  @JsonProperty("none")
  NONE,
  /** By {@link PlattCalibrator}, where it rises. */
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
      case PLATT -> Calibration.of(rising(PlattCalibrator.fit(heldOut)));
      case ISOTONIC -> Calibration.of(IsotonicCalibrator.fit(heldOut));
    };
  }

  /** A curve that falls would rank the loans the other way round than the model's reasons do. */
  private static Calibrator rising(PlattCalibrator curve) {
    return curve.slope() > 0
        ? curve
        : new Unchanged(
            String.format(
                Locale.ROOT,
                "Platt's curve would not rise (slope %.4f), as of the rows that were held out those"
                    + " with higher scores do not default more often",
                curve.slope()));
  }
}
