package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Predicted against observed shares of positive rows, bin by bin: the reliability diagram (DeGroot
 * and Fienberg, "The comparison and evaluation of forecasters", The Statistician 1983).
 *
 * <pre>{@code
 * var curve = CalibrationCurve.of(scores, Binning.equalRows(10));
 * curve.bins().forEach(bin -> draw(bin.meanScore(), bin.observed()));
 * }</pre>
 *
 * @param binning how the probabilities were cut
 * @param bins those that hold rows, in ascending order
 * @param undefined why there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CalibrationCurve(Binning binning, List<ScoreBin> bins, Optional<String> undefined) {

  /** Copies the bins; an absent list is an empty one. */
  public CalibrationCurve {
    bins = bins == null ? List.of() : List.copyOf(bins);
  }

  /** The curve of a distribution. */
  public static CalibrationCurve of(ScoreDistribution scores, Binning binning) {
    return of(scores, binning, binning.cut(scores));
  }

  /** The curve of bins of a distribution. */
  static CalibrationCurve of(ScoreDistribution scores, Binning binning, List<ScoreBin> bins) {
    var reason = Requirement.probabilities(scores);
    return new CalibrationCurve(binning, reason.isPresent() ? List.of() : bins, reason);
  }
}
