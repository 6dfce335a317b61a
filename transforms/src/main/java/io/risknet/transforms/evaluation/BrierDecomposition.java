package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the Brier score is made of: {@code brier = reliability - resolution + uncertainty +
 * withinBins}. The first three are those of Murphy, "A new vector partition of the probability
 * score", Journal of Applied Meteorology 1973, which supposes that a bin holds one probability; the
 * last is what is left where bins hold several (Stephenson, Coelho and Jolliffe, "Two extra
 * components in the Brier score decomposition", Weather and Forecasting 2008).
 *
 * <pre>{@code
 * var parts = BrierDecomposition.of(scores, Binning.equalRows(10));
 * }</pre>
 *
 * @param binning how the probabilities were cut
 * @param brier the score, as {@link BinaryMetrics#brier}
 * @param reliability the mean squared distance of a bin's mean probability from its share of
 *     positive rows: 0 when calibrated
 * @param resolution the mean squared distance of a bin's share of positive rows from that of all
 *     rows: more is better
 * @param uncertainty the variance of the label, which no model changes
 * @param withinBins the variance of the probabilities within the bins less twice their covariance
 *     with the label; 0 where each bin holds one probability
 * @param undefined why the others are empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BrierDecomposition(
    Binning binning,
    OptionalDouble brier,
    OptionalDouble reliability,
    OptionalDouble resolution,
    OptionalDouble uncertainty,
    OptionalDouble withinBins,
    Optional<String> undefined) {

  /** The parts of a distribution's Brier score. */
  public static BrierDecomposition of(ScoreDistribution scores, Binning binning) {
    var reason = Requirement.probabilities(scores);
    if (reason.isPresent()) {
      var none = OptionalDouble.empty();
      return new BrierDecomposition(binning, none, none, none, none, none, reason);
    }
    double rows = scores.rows();
    double share = scores.positives() / rows;
    double reliability = 0;
    double resolution = 0;
    for (var bin : binning.cut(scores)) {
      reliability += bin.rows() * square(bin.meanScore() - bin.observed()) / rows;
      resolution += bin.rows() * square(bin.observed() - share) / rows;
    }
    double uncertainty = share * (1 - share);
    double brier = BinaryMetrics.squaredErrors(scores) / rows;
    return new BrierDecomposition(
        binning,
        OptionalDouble.of(brier),
        OptionalDouble.of(reliability),
        OptionalDouble.of(resolution),
        OptionalDouble.of(uncertainty),
        OptionalDouble.of(brier - (reliability - resolution + uncertainty)),
        Optional.empty());
  }

  private static double square(double value) {
    return value * value;
  }
}
