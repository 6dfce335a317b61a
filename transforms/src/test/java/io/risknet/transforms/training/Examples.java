package io.risknet.transforms.training;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Folds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up training rows with a label that the first columns tell something about. */
public final class Examples {
  private Examples() {}

  /** Rows with numeric columns {@code x0}, ..., one of categories, a label and a fold. */
  public static RecordBatch rows(int rows, int columns, int folds) {
    var random = new Random(7);
    var ids = IntStream.range(0, rows).mapToObj(row -> "loan-" + row).toArray(String[]::new);
    var labels = new double[rows];
    var schema = new ArrayList<>(List.of(ColumnSchema.id("loan")));
    var values = new ArrayList<Column>(List.of(TextColumn.of(ids)));
    for (int column = 0; column < columns; column++) {
      schema.add(ColumnSchema.numeric("x" + column));
      double weight = 1.0 / (1 + column);
      var numbers = new double[rows];
      for (int row = 0; row < rows; row++) {
        double value = random.nextGaussian();
        numbers[row] = random.nextInt(20) == 0 ? Double.NaN : Math.rint(value * 100) / 100;
        labels[row] += weight * value * (column % 2 == 0 ? 1 : -1);
      }
      values.add(NumericColumn.of(numbers));
    }
    for (int row = 0; row < rows; row++) {
      labels[row] = labels[row] + 1.5 * random.nextGaussian() > 1.5 ? 1 : 0;
    }
    schema.add(ColumnSchema.categorical("channel"));
    values.add(
        CategoricalColumn.of(
            IntStream.range(0, rows)
                .mapToObj(row -> List.of("R", "B", "C", "").get(row % 4))
                .toArray(String[]::new)));
    schema.add(ColumnSchema.label("default"));
    values.add(NumericColumn.of(labels));
    var batch = RecordBatch.of(TableSchema.of(schema), values);
    return Folds.assign(
        batch,
        NumericColumn.of(IntStream.range(0, rows).mapToDouble(row -> row % folds).toArray()));
  }

  /** The rows in another order. */
  public static RecordBatch shuffle(RecordBatch batch, long seed) {
    var order = new ArrayList<>(IntStream.range(0, batch.rows()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return batch.take(order.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The rows cut into batches. */
  public static List<RecordBatch> cut(RecordBatch batch, int rowsEach) {
    var batches = new ArrayList<RecordBatch>();
    for (int first = 0; first < batch.rows(); first += rowsEach) {
      batches.add(
          batch.take(IntStream.range(first, Math.min(batch.rows(), first + rowsEach)).toArray()));
    }
    return batches;
  }

  /** Fits that pass the numeric columns through. */
  public static FeatureFits fits(int columns, int folds) {
    return fits(columns, Folding.of(folds));
  }

  /** Fits that pass the numeric columns through. */
  public static FeatureFits fits(int columns, Folding folding) {
    var numeric = IntStream.range(0, columns).mapToObj(c -> Numeric.of("x" + c)).toList();
    var rows = rows(folding.blocks() * 2, columns, folding.blocks());
    return FeaturePlan.of(numeric).fit(List.of(rows), folding);
  }

  /** The numeric columns of the rows with their labels. */
  public static LabelledMatrix matrix(RecordBatch batch, int columns) {
    var names = IntStream.range(0, columns).mapToObj(column -> "x" + column).toList();
    var matrix = FloatMatrix.of(batch.rows(), columns);
    var labels = new float[batch.rows()];
    for (int column = 0; column < columns; column++) {
      var numbers = batch.numeric(names.get(column));
      for (int row = 0; row < batch.rows(); row++) {
        matrix.set(row, column, (float) numbers.get(row));
      }
    }
    var target = batch.numeric("default");
    for (int row = 0; row < batch.rows(); row++) {
      labels[row] = (float) target.get(row);
    }
    return LabelledMatrix.of(names, matrix, labels);
  }
}
