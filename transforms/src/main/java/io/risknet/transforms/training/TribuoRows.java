package io.risknet.transforms.training;

import io.risknet.transforms.features.FloatMatrix;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Rows in the form that Tribuo takes, and its predictions in ours.
 *
 * <pre>{@code
 * var examples = TribuoRows.examples(names, rows);
 * float[] probabilities = TribuoRows.probabilities(model, examples);
 * }</pre>
 *
 * <p>A cell that holds {@code NaN} is left out of its example, which is how Tribuo writes what is
 * not there. What is made of it is up to the model: XGBoost takes it for missing; all others take
 * it for zero, so that {@link #requireNoneMissing} stands before them.
 *
 * @see <a href="https://tribuo.org/learn/4.3/docs/features.html">Tribuo's feature names and sparse
 *     rows</a>
 */
public final class TribuoRows {
  /** The label of rows that did not default. */
  public static final String NEGATIVE = "0";

  /** The label of rows that did. */
  public static final String POSITIVE = "1";

  /** Tribuo stamps whatever it makes; equal rows should not differ by that. */
  static final OffsetDateTime NO_TIME = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private TribuoRows() {}

  /** A row as an example of unknown label, without the cells that hold {@code NaN}. */
  public static Example<Label> example(List<String> names, FloatMatrix rows, int row) {
    return example(LabelFactory.UNKNOWN_LABEL, names, rows, row);
  }

  /** All rows as examples of unknown label. */
  public static List<Example<Label>> examples(List<String> names, FloatMatrix rows) {
    return IntStream.range(0, rows.rows()).mapToObj(row -> example(names, rows, row)).toList();
  }

  /** The probabilities of label 1 that a model gives the examples, in their order. */
  public static float[] probabilities(Model<Label> model, List<Example<Label>> examples) {
    var probabilities = new float[examples.size()];
    for (int i = 0; i < probabilities.length; i++) {
      var scores = model.predict(examples.get(i)).getOutputScores();
      probabilities[i] = (float) scores.get(POSITIVE).getScore();
    }
    return probabilities;
  }

  /**
   * Checks that all values are there.
   *
   * @param who the learner or model that needs them
   * @throws MissingValueException when one is missing, naming the first such column
   */
  public static void requireNoneMissing(String who, List<String> names, FloatMatrix rows) {
    for (int column = 0; column < names.size(); column++) {
      for (int row = 0; row < rows.rows(); row++) {
        if (Float.isNaN(rows.get(row, column))) {
          throw new MissingValueException(
              "%s can't take missing values, and the column '%s' has some; add `impute` to the features."
                  .formatted(who, names.get(column)));
        }
      }
    }
  }

  /**
   * Rows to train on.
   *
   * @throws OneClassException when all have the same label
   */
  static Dataset<Label> dataset(LabelledMatrix rows) {
    var source = new SimpleDataSourceProvenance("training rows", NO_TIME, new LabelFactory());
    var dataset = new MutableDataset<Label>(source, new LabelFactory());
    var negative = new Label(NEGATIVE);
    var positive = new Label(POSITIVE);
    for (int row = 0; row < rows.rows(); row++) {
      var label = rows.labels()[row] == 1 ? positive : negative;
      dataset.add(example(label, rows.names(), rows.values(), row));
    }
    if (dataset.getOutputInfo().size() != 2) {
      throw new OneClassException(
          "All %d training rows have the same label; give more rows, of both."
              .formatted(rows.rows()));
    }
    return dataset;
  }

  private static Example<Label> example(
      Label label, List<String> names, FloatMatrix rows, int row) {
    var present = new String[names.size()];
    var values = new double[names.size()];
    int size = 0;
    for (int column = 0; column < names.size(); column++) {
      float value = rows.get(row, column);
      if (!Float.isNaN(value)) {
        present[size] = names.get(column);
        // Without a negative zero: Tribuo's trees would part it from zero, and lose rows by that.
        values[size++] = value + 0.0;
      }
    }
    return new ArrayExample<>(label, Arrays.copyOf(present, size), Arrays.copyOf(values, size));
  }
}
