package io.risknet.transforms.profiling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.statistics.NumberCounts;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers of a column; calendar months are the numbers YYYYMM.
 *
 * @param min the least
 * @param max the greatest
 * @param mean exact, rounded once; of months there is none
 * @param quantiles by name, {@code p1} to {@code p99}: the least number that this share of the rows
 *     does not exceed. Exact when there are few different numbers, else off by at most {@link
 *     NumberCounts#RELATIVE_ERROR} of itself
 * @param bins the deciles that other rows are compared by
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NumberSummary(
    double min, double max, OptionalDouble mean, Map<String, Double> quantiles, NumberBins bins) {
  private static final int[] PERCENTS = {1, 5, 25, 50, 75, 95, 99};

  /** Copies the map. */
  public NumberSummary {
    quantiles = ImmutableMap.copyOf(quantiles);
  }

  /** Of numbers of which there is at least one. */
  static NumberSummary of(NumberCounts counts, double min, double max, OptionalDouble mean) {
    return new NumberSummary(min, max, mean, quantiles(counts, min, max), NumberBins.of(counts));
  }

  /** The median. */
  public double median() {
    return quantiles.get("p50");
  }

  private static Map<String, Double> quantiles(NumberCounts counts, double min, double max) {
    var numbers = counts.ascending();
    long all = numbers.stream().mapToLong(NumberCounts.NumberCount::count).sum();
    var quantiles = ImmutableMap.<String, Double>builder();
    int next = 0;
    long below = 0;
    for (var number : numbers) {
      below += number.count();
      while (next < PERCENTS.length && below * 100 >= PERCENTS[next] * all) {
        // The middle of a bucket may lie beyond the last number in it.
        double value = Math.max(min, Math.min(max, number.number()));
        quantiles.put("p" + PERCENTS[next], value);
        next++;
      }
    }
    return quantiles.buildOrThrow();
  }
}
