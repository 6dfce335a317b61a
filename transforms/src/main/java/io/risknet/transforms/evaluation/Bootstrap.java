package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Confidence intervals of any metrics of a distribution, by drawing rows anew many times: the basic
 * interval of Davison and Hinkley, "Bootstrap Methods and their Application", 1997, 5.2, whose
 * limits are twice the estimate less a quantile of the samples. How often a row is drawn is Poisson
 * with mean 1 (Hanley and MacGibbon, "Creating non-parametric bootstrap samples using Poisson
 * frequencies", Computer Methods and Programs in Biomedicine 2006), so that the rows at one score
 * and of one class are drawn at once, and a replicate costs a draw and the metrics' look at each
 * distinct score, whatever the rows.
 *
 * <p>Some metrics (KS, calibration errors) are larger on a sample of rows than on the rows that it
 * is drawn from, and those rows' own are larger than the truth by about as much. The limits are
 * that much lower; where it is more than the samples differ from each other, the estimate lies
 * above its limits. That is right: they are limits of the truth.
 *
 * <p>Of more than 100,000 distinct scores neighbours are merged first, into at most that many bins
 * of about equally many rows, each at the mean of its scores; so time and memory are bounded. The
 * estimates stay exact. The limits are approximate there: the estimate and that of the merged
 * scores, less a quantile of these scores' samples.
 *
 * <p>The same distribution and seed give the same intervals.
 *
 * <pre>{@code
 * var errors = Bootstrap.of(7).interval(scores, drawn -> BinaryMetrics.of(drawn).brier());
 * }</pre>
 *
 * @param seed of the draws
 * @param replicates how many times rows are drawn, at least 100
 * @param level of the intervals, such as 0.95
 */
public record Bootstrap(long seed, int replicates, double level) {
  /** A metric that is undefined more often than that has no interval. */
  private static final double MAX_UNDEFINED = 0.05;

  /** Values that differ by a smaller share of them do so by rounding. */
  private static final double ROUNDING = 1e-12;

  /** Of more distinct scores, rows are not drawn. */
  private static final int MOST_SCORES = 100_000;

  /** Checks replicates and level. */
  public Bootstrap {
    checkArgument(replicates >= 100, "Limits need at least 100 replicates, not %s.", replicates);
    checkArgument(
        level > 0 && level < 1, "A level is between 0 and 1, such as 0.95, not %s.", level);
  }

  /** A thousand replicates, and the level 0.95. */
  public static Bootstrap of(long seed) {
    return new Bootstrap(seed, 1000, 0.95);
  }

  /** With so many replicates. */
  public Bootstrap withReplicates(int number) {
    return new Bootstrap(seed, number, level);
  }

  /** With intervals of this level. */
  public Bootstrap withLevel(double newLevel) {
    return new Bootstrap(seed, replicates, newLevel);
  }

  /** The interval of a metric. */
  public Interval interval(
      ScoreDistribution scores, Function<ScoreDistribution, OptionalDouble> metric) {
    return intervals(scores, drawn -> Map.of("metric", metric.apply(drawn))).get("metric");
  }

  /** The intervals of several metrics, by their names, from the same draws. */
  public SortedMap<String, Interval> intervals(
      ScoreDistribution scores, Function<ScoreDistribution, Map<String, OptionalDouble>> metrics) {
    return intervals(scores, metrics, MOST_SCORES);
  }

  /** Draws rows of at most so many distinct scores. */
  SortedMap<String, Interval> intervals(
      ScoreDistribution scores,
      Function<ScoreDistribution, Map<String, OptionalDouble>> metrics,
      int mostScores) {
    boolean exact = scores.size() <= mostScores;
    var source = exact ? scores : merged(scores, mostScores);
    var estimates = new TreeMap<>(metrics.apply(scores));
    var ofSource = exact ? estimates : metrics.apply(source);
    var drawn = new TreeMap<String, double[]>();
    estimates.keySet().forEach(name -> drawn.put(name, new double[replicates]));
    var resampling = new Resampling(source, seed);
    for (int i = 0; i < replicates; i++) {
      int replicate = i;
      metrics
          .apply(resampling.next())
          .forEach((name, value) -> drawn.get(name)[replicate] = value.orElse(Double.NaN));
    }
    var method =
        "basic bootstrap, %d replicates".formatted(replicates)
            + (exact ? "" : ", scores merged into %d".formatted(source.size()));
    var intervals = ImmutableSortedMap.<String, Interval>naturalOrder();
    estimates.forEach(
        (name, value) ->
            intervals.put(name, interval(value, ofSource.get(name), drawn.get(name), method)));
    return intervals.buildOrThrow();
  }

  private static ScoreDistribution merged(ScoreDistribution scores, int most) {
    var bins = Binning.equalRows(most).cut(scores);
    var builder = new ScoreDistribution.Builder(bins.size(), false);
    for (var bin : bins) {
      builder.add(bin.meanScore(), bin.positives(), bin.rows() - bin.positives());
    }
    return builder.build(0, 0);
  }

  /** Around the estimate, as far as the source's is from the values that were drawn around it. */
  private Interval interval(
      OptionalDouble estimate, OptionalDouble ofSource, double[] drawn, String method) {
    double[] values = Arrays.stream(drawn).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (estimate.isEmpty()) {
      return Interval.undefined(
          estimate, level, method, "The metric is not defined on these rows.");
    }
    if (values.length < replicates * (1 - MAX_UNDEFINED)) {
      return Interval.undefined(
          estimate,
          level,
          method,
          "The metric is defined on %d of %d samples of these rows only."
              .formatted(values.length, replicates));
    }
    double largest = values[values.length - 1];
    if (largest - values[0] <= ROUNDING * Math.abs(largest)) {
      return Interval.undefined(
          estimate,
          level,
          method,
          "All samples of these rows give the same value, so nothing is known of its spread.");
    }
    double both = estimate.getAsDouble() + ofSource.orElseThrow();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(value -> DeLong.square(value - mean)).sum() / (values.length - 1);
    return new Interval(
        estimate,
        OptionalDouble.of(Math.sqrt(variance)),
        OptionalDouble.of(both - quantile(values, (1 + level) / 2)),
        OptionalDouble.of(both - quantile(values, (1 - level) / 2)),
        level,
        method,
        Optional.empty());
  }

  /** Between order statistics, as numpy's default (Hyndman and Fan's type 7). */
  private static double quantile(double[] ascending, double share) {
    double place = share * (ascending.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
  }
}
