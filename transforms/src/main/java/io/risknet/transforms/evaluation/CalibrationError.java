package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far probabilities are from what was observed, on average over the rows and at most over the
 * bins: ECE and MCE (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
 * Bayesian binning", AAAI 2015). Both depend on the bins, so these are named.
 *
 * <pre>{@code
 * var error = CalibrationError.of(CalibrationCurve.of(scores, Binning.equalWidth(10)));
 * }</pre>
 *
 * @param binning how the probabilities were cut
 * @param expected the mean over the rows of the distance of their bin's mean probability from its
 *     share of positive rows
 * @param maximum the largest of these distances
 * @param worst the bin that has it; of several the lowest
 * @param undefined why the others are empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CalibrationError(
    Binning binning,
    OptionalDouble expected,
    OptionalDouble maximum,
    Optional<ScoreBin> worst,
    Optional<String> undefined) {

  /** The errors of a curve. */
  public static CalibrationError of(CalibrationCurve curve) {
    double sum = 0;
    long rows = 0;
    Optional<ScoreBin> worst = Optional.empty();
    for (var bin : curve.bins()) {
      sum += bin.rows() * distance(bin);
      rows += bin.rows();
      if (worst.isEmpty() || distance(bin) > distance(worst.get())) {
        worst = Optional.of(bin);
      }
    }
    return new CalibrationError(
        curve.binning(),
        rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / rows),
        worst.stream().mapToDouble(CalibrationError::distance).findFirst(),
        worst,
        curve.undefined());
  }

  private static double distance(ScoreBin bin) {
    return Math.abs(bin.meanScore() - bin.observed());
  }
}
