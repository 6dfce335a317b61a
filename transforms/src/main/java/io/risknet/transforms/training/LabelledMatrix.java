package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.features.FloatMatrix;
import java.util.Arrays;
import java.util.List;

/** Encoded rows with their labels, all in memory. */
public final class LabelledMatrix implements LabelledRows {
  private final List<String> names;
  private final FloatMatrix values;
  private final float[] labels;

  private LabelledMatrix(List<String> names, FloatMatrix values, float[] labels) {
    this.names = List.copyOf(names);
    this.values = values;
    this.labels = labels;
  }

  /**
   * Rows with their labels, which it takes over without a copy.
   *
   * @param names the names of the matrix's columns
   * @param values a row per example; missing is {@code NaN}
   * @param labels 0 or 1 for each row
   * @throws IllegalArgumentException when the three do not fit together
   */
  public static LabelledMatrix of(List<String> names, FloatMatrix values, float[] labels) {
    checkArgument(
        names.size() == values.columns() && labels.length == values.rows(),
        "%s names and %s labels do not fit a matrix of %s rows and %s columns.",
        names.size(),
        labels.length,
        values.rows(),
        values.columns());
    checkArgument(
        values.values().length == values.rows() * values.columns(),
        "Native libraries take a whole matrix, not a window of one.");
    return new LabelledMatrix(names, values, labels);
  }

  /** The first rows, copied. */
  LabelledMatrix first(int rows) {
    var copy = FloatMatrix.of(rows, values.columns());
    System.arraycopy(values.values(), 0, copy.values(), 0, copy.values().length);
    return of(names, copy, Arrays.copyOf(labels, rows));
  }

  @Override
  public List<String> names() {
    return names;
  }

  /** A row per example; missing is {@code NaN}. */
  public FloatMatrix values() {
    return values;
  }

  /** 0 or 1 for each row; not to be written to. */
  public float[] labels() {
    return labels;
  }

  @Override
  public int rows() {
    return labels.length;
  }

  @Override
  public void forEachBlock(BlockConsumer consumer) {
    consumer.accept(0, this);
  }

  @Override
  public LabelledMatrix matrix() {
    return this;
  }
}
