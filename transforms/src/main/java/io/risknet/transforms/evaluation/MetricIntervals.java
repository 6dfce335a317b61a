package io.risknet.transforms.evaluation;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The confidence intervals of all {@link BinaryMetrics}, of the expected and the maximum {@link
 * CalibrationError} by tenths of the rows, and of the lift of the first tenth: of ROC AUC and Gini
 * by {@link DeLong}, of the others by {@link Bootstrap}, of merged scores where there are many
 * distinct ones.
 *
 * <pre>{@code
 * var intervals = MetricIntervals.of(scores, Bootstrap.of(7)).intervals();
 * Interval area = intervals.get("rocAuc");
 * }</pre>
 *
 * @param intervals by the metric's name in {@link BinaryMetrics}, or {@code
 *     expectedCalibrationError}, {@code maximumCalibrationError} and {@code firstTenthLift}
 */
public record MetricIntervals(SortedMap<String, Interval> intervals) {
  private static final Binning TENTHS = Binning.equalRows(10);
  private static final String EXPECTED_ERROR = "expectedCalibrationError";
  private static final String MAXIMUM_ERROR = "maximumCalibrationError";
  private static final String FIRST_LIFT = "firstTenthLift";
  private static final Set<String> UNBOUNDED = Set.of("logLoss", FIRST_LIFT);

  /** Copies the intervals. */
  public MetricIntervals {
    intervals = ImmutableSortedMap.copyOfSorted(intervals);
  }

  /** The intervals on these rows, of the bootstrap's level. */
  public static MetricIntervals of(ScoreDistribution scores, Bootstrap bootstrap) {
    var area = DeLong.rocAuc(scores, bootstrap.level());
    var intervals = new TreeMap<>(bootstrap.intervals(scores, MetricIntervals::others));
    var reasons = reasons(scores);
    intervals.replaceAll(
        (name, interval) ->
            reasons.containsKey(name)
                ? interval.undefined(reasons.get(name))
                : interval.within(0, highest(name)));
    intervals.put("rocAuc", area);
    intervals.put("gini", gini(area));
    return new MetricIntervals(intervals);
  }

  private static Map<String, OptionalDouble> others(ScoreDistribution scores) {
    var metrics = BinaryMetrics.of(scores);
    var tenths = TENTHS.cut(scores);
    var error = CalibrationError.of(CalibrationCurve.of(scores, TENTHS, tenths));
    var lift = LiftTable.of(scores, tenths).groups().stream().mapToDouble(LiftTable.Group::lift);
    return Map.of(
        "ks",
        metrics.ks(),
        "averagePrecision",
        metrics.averagePrecision(),
        "logLoss",
        metrics.logLoss(),
        "brier",
        metrics.brier(),
        EXPECTED_ERROR,
        error.expected(),
        MAXIMUM_ERROR,
        error.maximum(),
        FIRST_LIFT,
        lift.findFirst());
  }

  /** Why some of them are not defined, by their names. */
  private static Map<String, String> reasons(ScoreDistribution scores) {
    var reasons = new TreeMap<>(BinaryMetrics.of(scores).undefined());
    Requirement.probabilities(scores)
        .ifPresent(
            why -> {
              reasons.put(EXPECTED_ERROR, why);
              reasons.put(MAXIMUM_ERROR, why);
            });
    Requirement.positives(scores.positives()).ifPresent(why -> reasons.put(FIRST_LIFT, why));
    return reasons;
  }

  private static double highest(String metric) {
    return UNBOUNDED.contains(metric) ? Double.POSITIVE_INFINITY : 1;
  }

  private static Interval gini(Interval area) {
    return new Interval(
        scaled(area.estimate(), 2, -1),
        scaled(area.standardError(), 2, 0),
        scaled(area.lower(), 2, -1),
        scaled(area.upper(), 2, -1),
        area.level(),
        area.method(),
        area.undefined());
  }

  private static OptionalDouble scaled(OptionalDouble value, double factor, double shift) {
    return value.stream().map(number -> factor * number + shift).findFirst();
  }
}
