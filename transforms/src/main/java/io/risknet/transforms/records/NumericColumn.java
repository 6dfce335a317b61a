package io.risknet.transforms.records;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Arrays;

/** Double precision numbers; missing is {@code NaN}. */
public final class NumericColumn implements Column {
  private static final double LARGEST_EXACT_LONG = 1L << 53;

  private final double[] values;

  private NumericColumn(double[] values) {
    this.values = values;
  }

  /** A column of these values, which it takes over without a copy. */
  public static NumericColumn of(double... values) {
    return new NumericColumn(values);
  }

  /** A column that holds one value in every row. */
  public static NumericColumn constant(double value, int rows) {
    var values = new double[rows];
    Arrays.fill(values, value);
    return new NumericColumn(values);
  }

  /** The value of a row, {@code NaN} when missing. */
  public double get(int row) {
    return values[row];
  }

  /** The values, not to be written to. */
  public double[] values() {
    return values;
  }

  @Override
  public ColumnType type() {
    return ColumnType.NUMERIC;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public String text(int row) {
    double value = values[row];
    if (Double.isNaN(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT_LONG
        ? Long.toString((long) value)
        : NumberOutput.toString(value, true);
  }

  @Override
  public NumericColumn take(int[] rows) {
    var taken = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = values[rows[i]];
    }
    return new NumericColumn(taken);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumericColumn that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
