package io.risknet.transforms.features;

import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sums of products of every pair of columns, from which correlations over the rows where both are
 * present come out.
 *
 * <p>A superaccumulator for a thousand pairs a row would be far too slow. Instead each value is
 * rounded to one of 2^18 even steps over its column's range, so that products are integers. Those
 * of a matrix are added up in doubles, where integers below 2^53 are exact, by plain loops that the
 * compiler turns into vector instructions, and each such sum goes into a long. So the sums are
 * exact and do not depend on the order of the rows.
 *
 * <p>A sum over the rows where another column is present is the one over all rows less the one over
 * the rows where that column is missing, which are few.
 *
 * <pre>{@code
 * var products = PairProducts.of(stats);
 * products.add(rows);
 * double r = products.correlation(0, 1);
 * }</pre>
 */
public final class PairProducts implements Accumulator<PairProducts> {
  /** Steps on either side of the middle of a range: a product is at most 2^34. */
  private static final int STEPS = 1 << 17;

  /** Then the sum of so many products is at most 2^53. */
  private static final int ROWS_IN_DOUBLES = 1 << 19;

  /** And the sum of so many is below 2^63. */
  private static final long MOST_ROWS = (1L << 29) - 1;

  private static final int ROWS_AT_ONCE = 4;

  private final double[] middle;
  private final double[] stepsPerUnit;
  private long rows;

  /** Sum of each column; a missing value counts 0 here and below. */
  private final long[] values;

  /** Sum of each column times each column up to itself. */
  private final long[][] products;

  /** Sum of each column over the rows where a column is missing; of no length if it never was. */
  private final long[][] valuesWithout;

  /** Sum of squares of each column over the rows where a column is missing. */
  private final long[][] squaresWithout;

  /** Rows where both columns are missing. */
  private final long[][] bothMissing;

  private PairProducts(double[] middle, double[] stepsPerUnit) {
    int columns = middle.length;
    this.middle = middle;
    this.stepsPerUnit = stepsPerUnit;
    this.values = new long[columns];
    this.products = new long[columns][];
    for (int i = 0; i < columns; i++) {
      products[i] = new long[i + 1];
    }
    this.valuesWithout = new long[columns][0];
    this.squaresWithout = new long[columns][0];
    this.bothMissing = new long[columns][0];
  }

  /** Of no rows, for columns whose values are in the ranges of these. */
  public static PairProducts of(List<ColumnStats> columns) {
    var middle = new double[columns.size()];
    var stepsPerUnit = new double[columns.size()];
    for (int i = 0; i < middle.length; i++) {
      double width = columns.get(i).max() - columns.get(i).min();
      if (width > 0 && Double.isFinite(width)) {
        middle[i] = columns.get(i).min() + width / 2;
        stepsPerUnit[i] = 2 * STEPS / width;
      }
    }
    return new PairProducts(middle, stepsPerUnit);
  }

  private int columns() {
    return middle.length;
  }

  /** Adds the rows of a matrix, which has these columns. */
  public void add(FloatMatrix matrix) {
    for (int first = 0; first < matrix.rows(); first += ROWS_IN_DOUBLES) {
      int count = Math.min(ROWS_IN_DOUBLES, matrix.rows() - first);
      addExactly(matrix.window(first, count));
    }
  }

  /** Adds as many rows as doubles take exactly. */
  private void addExactly(FloatMatrix matrix) {
    int columns = columns();
    var sums = new double[columns][columns];
    var block = new double[ROWS_AT_ONCE][columns];
    var gaps = new int[columns];
    for (int first = 0; first < matrix.rows(); first += ROWS_AT_ONCE) {
      for (int i = 0; i < ROWS_AT_ONCE; i++) {
        if (first + i < matrix.rows()) {
          int missing = quantise(matrix, first + i, block[i], gaps);
          addGaps(block[i], gaps, missing);
        } else {
          Arrays.fill(block[i], 0);
        }
      }
      for (int i = 0; i < columns; i++) {
        addProducts(block[0], block[1], block[2], block[3], sums[i], i);
      }
      addValues(block);
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] += (long) sums[i][j];
      }
    }
    countRows(matrix.rows());
  }

  private void countRows(long more) {
    rows += more;
    if (rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "Correlations take up to " + MOST_ROWS + " rows; fit the plan on a sample of them.");
    }
  }

  /**
   * Writes a row as steps, 0 for missing; returns how many are missing, and in {@code gaps} which.
   */
  private int quantise(FloatMatrix matrix, int row, double[] steps, int[] gaps) {
    var cells = matrix.values();
    int offset = matrix.offset(row);
    int missing = 0;
    for (int i = 0; i < steps.length; i++) {
      double step = Math.rint((cells[offset + i] - middle[i]) * stepsPerUnit[i]);
      if (Double.isNaN(step)) {
        step = 0;
        // Not a number either: an infinite value, of a column whose range is then infinite.
        if (Float.isNaN(cells[offset + i])) {
          gaps[missing++] = i;
        }
      }
      steps[i] = step;
    }
    return missing;
  }

  private void addGaps(double[] steps, int[] gaps, int missing) {
    for (int k = 0; k < missing; k++) {
      int gap = gaps[k];
      open(gap);
      for (int i = 0; i < steps.length; i++) {
        long value = (long) steps[i];
        valuesWithout[gap][i] += value;
        squaresWithout[gap][i] += value * value;
      }
      for (int l = 0; l < missing; l++) {
        bothMissing[gap][gaps[l]]++;
      }
    }
  }

  /** Makes room for the sums over the rows where a column is missing. */
  private void open(int gap) {
    if (bothMissing[gap].length == 0) {
      valuesWithout[gap] = new long[columns()];
      squaresWithout[gap] = new long[columns()];
      bothMissing[gap] = new long[columns()];
    }
  }

  private static long at(long[][] without, int gap, int column) {
    return without[gap].length == 0 ? 0 : without[gap][column];
  }

  private void addValues(double[][] block) {
    for (var row : block) {
      for (int i = 0; i < values.length; i++) {
        values[i] += (long) row[i];
      }
    }
  }

  /**
   * The hot loop, of four rows at a time: written so that the compiler makes vector instructions of
   * it (an array a row, from zero), which is three times as fast as other ways to write it.
   */
  private static void addProducts(
      double[] a, double[] b, double[] c, double[] d, double[] sums, int i) {
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    for (int j = 0; j <= i; j++) {
      sums[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
    }
  }

  /**
   * Pearson's correlation of two columns over the rows where both are present, {@code left} before
   * {@code right}; {@code NaN} when either does not vary over them.
   */
  public double correlation(int left, int right) {
    long n =
        rows
            - at(bothMissing, left, left)
            - at(bothMissing, right, right)
            + at(bothMissing, left, right);
    long sumLeft = values[left] - at(valuesWithout, right, left);
    long sumRight = values[right] - at(valuesWithout, left, right);
    long squaresLeft = products[left][left] - at(squaresWithout, right, left);
    long squaresRight = products[right][right] - at(squaresWithout, left, right);
    double covariance = centred(n, products[right][left], sumLeft, sumRight);
    double varianceLeft = centred(n, squaresLeft, sumLeft, sumLeft);
    double varianceRight = centred(n, squaresRight, sumRight, sumRight);
    if (varianceLeft == 0 || varianceRight == 0) {
      return Double.NaN;
    }
    return covariance / (Math.sqrt(varianceLeft) * Math.sqrt(varianceRight));
  }

  /** {@code n * products - left * right}, rounded once. */
  private static double centred(long n, long products, long left, long right) {
    return BigInteger.valueOf(n)
        .multiply(BigInteger.valueOf(products))
        .subtract(BigInteger.valueOf(left).multiply(BigInteger.valueOf(right)))
        .doubleValue();
  }

  @Override
  public PairProducts merge(PairProducts other) {
    var merged = new PairProducts(middle, stepsPerUnit);
    merged.addAll(this);
    merged.addAll(other);
    return merged;
  }

  private void addAll(PairProducts other) {
    countRows(other.rows);
    for (int i = 0; i < columns(); i++) {
      if (other.bothMissing[i].length > 0) {
        open(i);
      }
    }
    var mine = sums();
    var others = other.sums();
    for (int s = 0; s < mine.size(); s++) {
      // Sums that the other never opened have no length, and nothing to add.
      for (int i = 0; i < others.get(s).length; i++) {
        mine.get(s)[i] += others.get(s)[i];
      }
    }
  }

  private List<long[]> sums() {
    return Stream.of(new long[][] {values}, products, valuesWithout, squaresWithout, bothMissing)
        .flatMap(Arrays::stream)
        .toList();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(columns());
    out.writeLong(rows);
    for (int i = 0; i < columns(); i++) {
      out.writeDouble(middle[i]);
      out.writeDouble(stepsPerUnit[i]);
      out.writeBoolean(bothMissing[i].length > 0);
    }
    for (var sum : sums()) {
      // At once, because a thousand calls for a long each take far longer.
      var bytes = ByteBuffer.allocate(sum.length * Long.BYTES);
      bytes.asLongBuffer().put(sum);
      out.write(bytes.array());
    }
  }

  /** Reads what {@link #write} wrote. */
  public static PairProducts read(DataInput in) throws IOException {
    int columns = in.readInt();
    long rows = in.readLong();
    var products = new PairProducts(new double[columns], new double[columns]);
    products.rows = rows;
    for (int i = 0; i < columns; i++) {
      products.middle[i] = in.readDouble();
      products.stepsPerUnit[i] = in.readDouble();
      if (in.readBoolean()) {
        products.open(i);
      }
    }
    for (var sum : products.sums()) {
      var bytes = new byte[sum.length * Long.BYTES];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asLongBuffer().get(sum);
    }
    return products;
  }
}
