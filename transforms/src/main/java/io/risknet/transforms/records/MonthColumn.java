package io.risknet.transforms.records;

import java.time.YearMonth;
import java.util.Arrays;

/** Calendar months as numbers: {@code year * 12 + month - 1}; missing is {@link #MISSING}. */
public final class MonthColumn implements Column {
  /** The number that stands for a missing month. */
  public static final int MISSING = Integer.MIN_VALUE;

  private final int[] months;

  private MonthColumn(int[] months) {
    this.months = months;
  }

  /** A column of these month numbers, which it takes over without a copy. */
  public static MonthColumn of(int... months) {
    return new MonthColumn(months);
  }

  /** The number of a calendar month. */
  public static int number(YearMonth month) {
    return month.getYear() * 12 + month.getMonthValue() - 1;
  }

  /** The calendar month of a number. */
  public static YearMonth yearMonth(int number) {
    return YearMonth.of(Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1);
  }

  /** The number of a row's month, or {@link #MISSING}. */
  public int get(int row) {
    return months[row];
  }

  /** The month numbers, not to be written to. */
  public int[] months() {
    return months;
  }

  @Override
  public ColumnType type() {
    return ColumnType.MONTH;
  }

  @Override
  public int size() {
    return months.length;
  }

  @Override
  public boolean isMissing(int row) {
    return months[row] == MISSING;
  }

  /** The month as {@code YYYYMM}. */
  @Override
  public String text(int row) {
    int month = months[row];
    return month == MISSING
        ? ""
        : Integer.toString(Math.floorDiv(month, 12) * 100 + Math.floorMod(month, 12) + 1);
  }

  @Override
  public MonthColumn take(int[] rows) {
    var taken = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = months[rows[i]];
    }
    return new MonthColumn(taken);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MonthColumn that && Arrays.equals(months, that.months);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(months);
  }

  @Override
  public String toString() {
    return Arrays.toString(months);
  }
}
