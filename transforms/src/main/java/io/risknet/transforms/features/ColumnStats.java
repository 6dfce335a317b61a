package io.risknet.transforms.features;

/**
 * Statistics of an encoded column over training rows; a {@link Step} is fitted on them.
 *
 * @param name the column's name
 * @param rows number of rows, those with a missing value included
 * @param missing number of rows with a missing value
 * @param min the least value, {@code NaN} when all are missing
 * @param max the greatest value, {@code NaN} when all are missing
 * @param mean mean of the values that are not missing; {@code NaN} unless a step needs moments
 * @param variance their population variance; {@code NaN} unless a step needs moments
 */
public record ColumnStats(
    String name, long rows, long missing, double min, double max, double mean, double variance) {

  /** Share of the rows whose value is missing; 0 of no rows. */
  public double missingRatio() {
    return rows == 0 ? 0 : (double) missing / rows;
  }

  /** Whether two rows have different values, missing ones left aside. */
  public boolean varies() {
    return min < max;
  }
}
