package io.risknet.transforms.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The confidence interval of ROC AUC by the variance of DeLong, DeLong and Clarke-Pearson,
 * "Comparing the areas under two or more correlated receiver operating characteristic curves: a
 * nonparametric approach", Biometrics 1988: normal, within 0 and 1. Rows count as independent, and
 * the number of each class as fixed. {@link AucDifference} compares two models.
 *
 * <pre>{@code
 * Interval area = DeLong.rocAuc(scores, 0.95);
 * }</pre>
 */
public final class DeLong {
  private static final String METHOD = "DeLong";

  private DeLong() {}

  /** The interval of ROC AUC. */
  public static Interval rocAuc(ScoreDistribution scores, double level) {
    long positives = scores.positives();
    long negatives = scores.negatives();
    var reason = Requirement.bothClasses(positives, negatives);
    if (reason.isPresent()) {
      return Interval.undefined(OptionalDouble.empty(), level, METHOD, reason.get());
    }
    double area = BinaryMetrics.rocAuc(scores, positives, negatives);
    var squares = new double[2];
    Placements.visit(
        scores,
        (position, ofPositives, ofNegatives) -> {
          squares[0] += scores.negatives(position) * square(ofNegatives - area);
          squares[1] += scores.positives(position) * square(ofPositives - area);
        });
    return interval(area, squares, positives, negatives, 0, level, METHOD);
  }

  /**
   * Of a mean of placements.
   *
   * @param squares the sums of squared deviations from it, over negative and over positive rows
   * @param lowest the lowest that the estimate can be
   */
  static Interval interval(
      double estimate,
      double[] squares,
      long positives,
      long negatives,
      double lowest,
      double level,
      String method) {
    var reason = needed(squares, positives, negatives);
    if (reason.isPresent()) {
      return Interval.undefined(OptionalDouble.of(estimate), level, method, reason.get());
    }
    double variance =
        squares[0] / ((negatives - 1.0) * negatives) + squares[1] / ((positives - 1.0) * positives);
    return Interval.normal(estimate, Math.sqrt(variance), lowest, level, method);
  }

  private static Optional<String> needed(double[] squares, long positives, long negatives) {
    if (positives < 2 || negatives < 2) {
      return Optional.of(
          "It needs two rows of each class; there are %d positive and %d negative ones."
              .formatted(positives, negatives));
    }
    return squares[0] + squares[1] > 0
        ? Optional.empty()
        : Optional.of(
            "The rows do not differ in what the estimate is the mean of, so they do not tell how"
                + " far other rows may lead.");
  }

  static double square(double value) {
    return value * value;
  }
}
