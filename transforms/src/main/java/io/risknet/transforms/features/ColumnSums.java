package io.risknet.transforms.features;

import io.risknet.transforms.statistics.Accumulator;
import io.risknet.transforms.statistics.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Gathers the {@link ColumnStats} of encoded columns. */
final class ColumnSums implements Accumulator<ColumnSums> {
  private long rows;
  private final long[] missing;
  private final float[] min;
  private final float[] max;

  /** Sum and sum of squares of each column; none when moments are not asked for. */
  private final ExactSum[] sums;

  private final ExactSum[] squares;

  private ColumnSums(int columns, ExactSum[] sums, ExactSum[] squares) {
    this.missing = new long[columns];
    this.min = new float[columns];
    this.max = new float[columns];
    this.sums = sums;
    this.squares = squares;
    Arrays.fill(min, Float.POSITIVE_INFINITY);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
  }

  /** Of no rows. */
  static ColumnSums of(int columns, boolean moments) {
    int sums = moments ? columns : 0;
    return new ColumnSums(columns, noSums(sums), noSums(sums));
  }

  private static ExactSum[] noSums(int count) {
    return Stream.generate(ExactSum::new).limit(count).toArray(ExactSum[]::new);
  }

  void add(FloatMatrix matrix) {
    var cells = matrix.values();
    for (int row = 0; row < matrix.rows(); row++) {
      int offset = matrix.offset(row);
      for (int i = 0; i < min.length; i++) {
        // Adding zero makes minus zero zero, of which the order of rows would decide otherwise.
        float value = cells[offset + i] + 0.0f;
        if (value < min[i]) {
          min[i] = value;
        }
        if (value > max[i]) {
          max[i] = value;
        }
        if (Float.isNaN(value)) {
          missing[i]++;
        }
      }
    }
    rows += matrix.rows();
    for (int i = 0; i < sums.length; i++) {
      addMoments(matrix, i);
    }
  }

  private void addMoments(FloatMatrix matrix, int column) {
    for (int row = 0; row < matrix.rows(); row++) {
      double value = matrix.get(row, column);
      if (!Double.isNaN(value)) {
        sums[column].add(value);
        // Exact: the square of 24 bits has 48.
        squares[column].add(value * value);
      }
    }
  }

  /** The statistics, for columns of these names. */
  List<ColumnStats> stats(List<String> names) {
    var stats = new ArrayList<ColumnStats>();
    for (int i = 0; i < min.length; i++) {
      long present = rows - missing[i];
      boolean moments = sums.length > 0;
      stats.add(
          new ColumnStats(
              names.get(i),
              rows,
              missing[i],
              present == 0 ? Double.NaN : min[i],
              present == 0 ? Double.NaN : max[i],
              moments ? sums[i].value() / present : Double.NaN,
              moments ? ExactSum.variance(present, sums[i], squares[i]) : Double.NaN));
    }
    return stats;
  }

  @Override
  public ColumnSums merge(ColumnSums other) {
    var merged = new ColumnSums(min.length, merge(sums, other.sums), merge(squares, other.squares));
    merged.rows = rows + other.rows;
    for (int i = 0; i < min.length; i++) {
      merged.missing[i] = missing[i] + other.missing[i];
      merged.min[i] = Math.min(min[i], other.min[i]);
      merged.max[i] = Math.max(max[i], other.max[i]);
    }
    return merged;
  }

  private static ExactSum[] merge(ExactSum[] left, ExactSum[] right) {
    var merged = new ExactSum[left.length];
    for (int i = 0; i < left.length; i++) {
      merged[i] = left[i].merge(right[i]);
    }
    return merged;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(min.length);
    out.writeBoolean(sums.length > 0);
    out.writeLong(rows);
    for (int i = 0; i < min.length; i++) {
      out.writeLong(missing[i]);
      out.writeFloat(min[i]);
      out.writeFloat(max[i]);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i].write(out);
      squares[i].write(out);
    }
  }

  static ColumnSums read(DataInput in) throws IOException {
    var read = of(in.readInt(), in.readBoolean());
    read.rows = in.readLong();
    for (int i = 0; i < read.min.length; i++) {
      read.missing[i] = in.readLong();
      read.min[i] = in.readFloat();
      read.max[i] = in.readFloat();
    }
    for (int i = 0; i < read.sums.length; i++) {
      read.sums[i] = ExactSum.read(in);
      read.squares[i] = ExactSum.read(in);
    }
    return read;
  }
}
