package io.risknet.transforms.profiling;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The population stability index (PSI), how far the rows of today have moved among the bins of a
 * reference; of a score's bins or, as the characteristic stability index, of a column's. It is the
 * sum over bins of {@code (now - then) * ln(now / then)}, where both are shares of the rows
 * (Siddiqi, "Credit Risk Scorecards", Wiley 2006, chapter 8). Zero when no share has changed, and
 * the same when both change sides.
 *
 * <p>A share below {@link #LEAST_SHARE} counts as that, so that an empty bin weighs much and not
 * endlessly.
 *
 * <pre>{@code
 * var psi = StabilityIndex.of(new long[] {50, 50}, new long[] {80, 20});
 * psi.value();  // 0.4159
 * psi.band();   // SHIFT
 * }</pre>
 *
 * @param value the index
 * @param band how it is read
 * @param byChance the value to be expected when nothing has changed, as both are samples: {@code
 *     (bins - 1) * (1 / rows now + 1 / rows then)}, over the bins with rows (Yurdakul and Naranjo,
 *     "Statistical properties of the population stability index", Journal of Risk Model Validation
 *     2020). An index near it says nothing
 * @param undefined why the others are empty
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StabilityIndex(
    OptionalDouble value,
    Optional<StabilityBand> band,
    OptionalDouble byChance,
    Optional<String> undefined) {

  /** The least share that a bin is taken to have: one row in ten thousand. */
  public static final double LEAST_SHARE = 1e-4;

  /**
   * The index of rows in bins.
   *
   * @param reference rows in each bin then
   * @param current rows in each bin now
   * @throws IllegalArgumentException when the numbers of bins differ
   */
  public static StabilityIndex of(long[] reference, long[] current) {
    checkArgument(
        reference.length == current.length,
        "There are %s bins in the reference and %s now.",
        reference.length,
        current.length);
    long then = LongStream.of(reference).sum();
    long now = LongStream.of(current).sum();
    if (then == 0) {
      return undefined("The reference has no rows.");
    }
    if (now == 0) {
      return undefined("There are no rows to compare.");
    }
    double index =
        IntStream.range(0, reference.length)
            .mapToDouble(bin -> term(share(reference[bin], then), share(current[bin], now)))
            .sum();
    long used =
        IntStream.range(0, reference.length)
            .filter(bin -> reference[bin] > 0 || current[bin] > 0)
            .count();
    return new StabilityIndex(
        OptionalDouble.of(index),
        Optional.of(StabilityBand.of(index)),
        OptionalDouble.of((used - 1) * (1.0 / then + 1.0 / now)),
        Optional.empty());
  }

  /** None, for a reason. */
  static StabilityIndex undefined(String reason) {
    return new StabilityIndex(
        OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty(), Optional.of(reason));
  }

  private static double share(long rows, long of) {
    return Math.max(LEAST_SHARE, (double) rows / of);
  }

  private static double term(double then, double now) {
    return (now - then) * Math.log(now / then);
  }
}
