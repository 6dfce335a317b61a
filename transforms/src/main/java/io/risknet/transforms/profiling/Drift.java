package io.risknet.transforms.profiling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.primitives.Longs;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.statistics.CategoryCounts;
import io.risknet.transforms.statistics.NumberCounts;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a column has moved away from its reference.
 *
 * @param stability the stability index over the reference's bins; missing is a bin of its own. Not
 *     defined for calendar months, which move on by themselves, and texts such as ids
 * @param missingThen share of the reference's rows without a value; empty when it has no rows
 * @param missingNow share of the rows without a value; empty when there are none
 * @param outOfRange of numbers and months: the share of the values that are below the reference's
 *     least or above its greatest, by more than a thousandth when there are thousands of different
 *     ones; empty when either has no value
 * @param newCategories of categories: those that the reference does not have; empty when the
 *     reference has too many to know them by name
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Drift(
    StabilityIndex stability,
    OptionalDouble missingThen,
    OptionalDouble missingNow,
    OptionalDouble outOfRange,
    Optional<NewCategories> newCategories) {

  /** Of two profiles of texts. */
  static Drift ofTexts(ColumnProfile then, ColumnProfile now) {
    return new Drift(
        StabilityIndex.undefined("Texts such as ids are not compared."),
        then.missingShare(),
        now.missingShare(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  /** Of numbers or months. */
  static Drift ofNumbers(ColumnProfile then, ColumnProfile now, NumberCounts counts) {
    return new Drift(
        then.type() == ColumnType.MONTH
            ? StabilityIndex.undefined("Calendar months move on by themselves.")
            : stability(then, now, counts),
        then.missingShare(),
        now.missingShare(),
        then.numbers().isPresent() ? outOfRange(then.numbers().get(), counts) : noShare(),
        Optional.empty());
  }

  /** Of categories. */
  static Drift ofCategories(ColumnProfile then, ColumnProfile now, CategoryCounts counts) {
    var known = then.categories().orElseThrow();
    return new Drift(
        StabilityIndex.of(withMissing(known.bins(), then), withMissing(known.count(counts), now)),
        then.missingShare(),
        now.missingShare(),
        noShare(),
        known.hasAll() ? Optional.of(NewCategories.of(known.unknown(counts))) : Optional.empty());
  }

  private static StabilityIndex stability(
      ColumnProfile then, ColumnProfile now, NumberCounts counts) {
    return then.numbers()
        .map(NumberSummary::bins)
        .map(
            bins ->
                StabilityIndex.of(
                    withMissing(Longs.toArray(bins.rows()), then),
                    withMissing(bins.count(counts), now)))
        // All were missing: what is there now is one bin.
        .orElseGet(
            () ->
                StabilityIndex.of(
                    withMissing(new long[1], then),
                    withMissing(new long[] {now.rows() - now.missing()}, now)));
  }

  private static long[] withMissing(long[] bins, ColumnProfile column) {
    return Longs.concat(bins, new long[] {column.missing()});
  }

  private static OptionalDouble outOfRange(NumberSummary then, NumberCounts counts) {
    long values = 0;
    long outside = 0;
    for (var number : counts.ascending()) {
      values += number.count();
      outside += isOutside(then, number.number(), counts.isExact()) ? number.count() : 0;
    }
    return values == 0 ? noShare() : OptionalDouble.of((double) outside / values);
  }

  private static boolean isOutside(NumberSummary then, double number, boolean exact) {
    return exact
        ? number < then.min() || number > then.max()
        : NumberCounts.bucketOf(number) < NumberCounts.bucketOf(then.min())
            || NumberCounts.bucketOf(number) > NumberCounts.bucketOf(then.max());
  }

  private static OptionalDouble noShare() {
    return OptionalDouble.empty();
  }
}
