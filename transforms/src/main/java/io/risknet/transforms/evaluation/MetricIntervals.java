package io.risknet.transforms.evaluation;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The confidence intervals of all {@link BinaryMetrics}: of ROC AUC and Gini by {@link DeLong}, of
 * the others by {@link Bootstrap}, of merged scores where there are many distinct ones.
 *
 * <pre>{@code
 * var intervals = MetricIntervals.of(scores, Bootstrap.of(7)).intervals();
 * Interval area = intervals.get("rocAuc");
 * }</pre>
 *
 * @param intervals by the metric's name in {@link BinaryMetrics}
 */
public record MetricIntervals(SortedMap<String, Interval> intervals) {

  /** Copies the intervals. */
  public MetricIntervals {
    intervals = ImmutableSortedMap.copyOfSorted(intervals);
  }

  /** The intervals on these rows, of the bootstrap's level. */
  public static MetricIntervals of(ScoreDistribution scores, Bootstrap bootstrap) {
    var area = DeLong.rocAuc(scores, bootstrap.level());
    var intervals =
        new TreeMap<>(bootstrap.intervals(scores, sample -> others(BinaryMetrics.of(sample))));
    var reasons = BinaryMetrics.of(scores).undefined();
    intervals.replaceAll(
        (name, interval) ->
            reasons.containsKey(name)
                ? interval.undefined(reasons.get(name))
                : interval.within(0, highest(name)));
    intervals.put("rocAuc", area);
    intervals.put("gini", gini(area));
    return new MetricIntervals(intervals);
  }

  private static Map<String, OptionalDouble> others(BinaryMetrics metrics) {
    return Map.of(
        "ks", metrics.ks(),
        "averagePrecision", metrics.averagePrecision(),
        "logLoss", metrics.logLoss(),
        "brier", metrics.brier());
  }

  private static double highest(String metric) {
    return metric.equals("logLoss") ? Double.POSITIVE_INFINITY : 1;
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
