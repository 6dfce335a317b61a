package io.risknet.transforms.profiling;

import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.statistics.ExactSum;
import io.risknet.transforms.statistics.NumberCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Rows of each number, or of each bucket of numbers where there are many; months as YYYYMM. */
final class NumberColumnCounts implements ColumnCounts {
  /** More different numbers than this are counted in buckets. */
  private static final int EXACT = 1 << 12;

  private final ColumnType type;
  private final NumberCounts counts;
  private final ExactSum sum;
  private long rows;
  private long present;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private NumberColumnCounts(ColumnType type, NumberCounts counts, ExactSum sum) {
    this.type = type;
    this.counts = counts;
    this.sum = sum;
  }

  static NumberColumnCounts of(ColumnType type) {
    return new NumberColumnCounts(type, NumberCounts.exactUpTo(EXACT), new ExactSum());
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public void add(Column column) {
    for (double number : numbers(column)) {
      if (Double.isFinite(number)) {
        add(number + 0.0);
      }
    }
    rows += column.size();
  }

  /** A number that is not minus zero, of which the order of rows would decide otherwise. */
  private void add(double number) {
    counts.add(number);
    sum.add(number);
    present++;
    if (number < min) {
      min = number;
    }
    if (number > max) {
      max = number;
    }
  }

  private static double[] numbers(Column column) {
    if (column instanceof NumericColumn numeric) {
      return numeric.values();
    }
    return IntStream.of(((MonthColumn) column).months())
        .mapToDouble(NumberColumnCounts::yearAndMonth)
        .toArray();
  }

  private static double yearAndMonth(int month) {
    return month == MonthColumn.MISSING
        ? Double.NaN
        : Math.floorDiv(month, 12) * 100 + Math.floorMod(month, 12) + 1;
  }

  @Override
  public List<ColumnCounts> parts() {
    return List.of(this);
  }

  @Override
  public ColumnProfile profile() {
    return new ColumnProfile(
        type,
        rows,
        rows - present,
        present == 0 ? Optional.empty() : Optional.of(NumberSummary.of(counts, min, max, mean())),
        Optional.empty(),
        Optional.empty());
  }

  private OptionalDouble mean() {
    double mean = sum.value() / present;
    return type == ColumnType.NUMERIC && Double.isFinite(mean)
        ? OptionalDouble.of(mean)
        : OptionalDouble.empty();
  }

  @Override
  public Drift drift(ColumnProfile reference, ColumnProfile profile) {
    return Drift.ofNumbers(reference, profile, counts);
  }

  @Override
  public NumberColumnCounts merge(ColumnCounts other) {
    var others = (NumberColumnCounts) other;
    var merged = new NumberColumnCounts(type, counts.merge(others.counts), sum.merge(others.sum));
    merged.rows = rows + others.rows;
    merged.present = present + others.present;
    merged.min = Math.min(min, others.min);
    merged.max = Math.max(max, others.max);
    return merged;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    counts.write(out);
    sum.write(out);
    out.writeLong(rows);
    out.writeLong(present);
    out.writeDouble(min);
    out.writeDouble(max);
  }

  static NumberColumnCounts read(ColumnType type, DataInput in) throws IOException {
    var counts = new NumberColumnCounts(type, NumberCounts.read(in), ExactSum.read(in));
    counts.rows = in.readLong();
    counts.present = in.readLong();
    counts.min = in.readDouble();
    counts.max = in.readDouble();
    return counts;
  }
}
