package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A confidence interval of a metric.
 *
 * @param estimate the metric on the rows at hand
 * @param standardError the standard deviation that it has over samples of rows
 * @param lower the lower limit
 * @param upper the upper limit
 * @param level the share of samples whose interval is to hold the true value, such as 0.95
 * @param method how it was made
 * @param undefined why there are no limits
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Interval(
    OptionalDouble estimate,
    OptionalDouble standardError,
    OptionalDouble lower,
    OptionalDouble upper,
    double level,
    String method,
    Optional<String> undefined) {

  /** Checks the level. */
  public Interval {
    checkArgument(
        level > 0 && level < 1, "A level is between 0 and 1, such as 0.95, not %s.", level);
  }

  /** Of an estimate that is normally distributed, cut off at 1 and at the lowest it can be. */
  static Interval normal(
      double estimate, double standardError, double lowest, double level, String method) {
    double margin =
        standardError * NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
    return new Interval(
        OptionalDouble.of(estimate),
        OptionalDouble.of(standardError),
        OptionalDouble.of(Math.max(lowest, estimate - margin)),
        OptionalDouble.of(Math.min(1, estimate + margin)),
        level,
        method,
        Optional.empty());
  }

  static Interval undefined(OptionalDouble estimate, double level, String method, String reason) {
    var none = OptionalDouble.empty();
    return new Interval(estimate, none, none, none, level, method, Optional.of(reason));
  }

  /** This one with limits between these; without any where both of its own lie beyond. */
  Interval within(double lowest, double highest) {
    if (upper.orElse(highest) <= lowest || lower.orElse(lowest) >= highest) {
      return undefined("Samples of these rows are too unlike them to tell limits.");
    }
    return new Interval(
        estimate,
        standardError,
        lower.stream().map(limit -> Math.max(lowest, limit)).findFirst(),
        upper.stream().map(limit -> Math.min(highest, limit)).findFirst(),
        level,
        method,
        undefined);
  }

  /** This one without limits, for that reason. */
  Interval undefined(String reason) {
    return undefined(estimate, level, method, reason);
  }
}
