package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Floats;
import io.risknet.transforms.features.FloatMatrix;
import java.util.Arrays;
import java.util.List;

/** Encoded rows with their labels: what a {@link Learner} is given. */
public final class LabelledMatrix {
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

  /**
   * These rows and then others.
   *
   * @throws IllegalArgumentException when the others have other columns
   */
  public LabelledMatrix and(LabelledMatrix others) {
    checkArgument(
        names.equals(others.names), "Rows of %s do not go with rows of %s.", others.names, names);
    var all = FloatMatrix.of(rows() + others.rows(), values.columns());
    int own = values.values().length;
    System.arraycopy(values.values(), 0, all.values(), 0, own);
    System.arraycopy(others.values.values(), 0, all.values(), own, others.values.values().length);
    return of(names, all, Floats.concat(labels, others.labels));
  }

  /** Names of the columns. */
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

  /** Number of rows. */
  public int rows() {
    return labels.length;
  }
}
