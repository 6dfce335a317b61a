package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A dense matrix of floats, row by row in one array: what a learner is given. Missing is {@code
 * NaN}. A {@link #window} shares the values of its matrix, so that batches can be encoded straight
 * into their place.
 */
public final class FloatMatrix {
  private final float[] values;
  private final int firstRow;
  private final int rows;
  private final int columns;

  private FloatMatrix(float[] values, int firstRow, int rows, int columns) {
    this.values = values;
    this.firstRow = firstRow;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * A matrix of zeros.
   *
   * @throws IllegalArgumentException when it would pass 2^31 values
   */
  public static FloatMatrix of(int rows, int columns) {
    checkArgument(
        (long) rows * columns < Integer.MAX_VALUE - 8,
        "A matrix of %s rows and %s columns passes what one array holds.",
        rows,
        columns);
    return new FloatMatrix(new float[rows * columns], 0, rows, columns);
  }

  /** Rows {@code first} to {@code first + count} of this matrix, sharing its values. */
  public FloatMatrix window(int first, int count) {
    checkArgument(first >= 0 && first + count <= rows, "Rows %s+%s of %s.", first, count, rows);
    return new FloatMatrix(values, firstRow + first, count, columns);
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  /** The value of a cell. */
  public float get(int row, int column) {
    return values[(firstRow + row) * columns + column];
  }

  /** Sets the value of a cell. */
  public void set(int row, int column, float value) {
    values[(firstRow + row) * columns + column] = value;
  }

  /** Copies a row into a row of a matrix of as many columns. */
  public void copyRow(int row, FloatMatrix to, int toRow) {
    checkArgument(columns == to.columns, "%s columns into %s.", columns, to.columns);
    System.arraycopy(values, offset(row), to.values, to.offset(toRow), columns);
  }

  /** The backing array, for native calls: of the whole matrix, also when this is a window. */
  public float[] values() {
    return values;
  }

  /** Position of a row's first value in {@link #values}. */
  public int offset(int row) {
    return (firstRow + row) * columns;
  }
}
