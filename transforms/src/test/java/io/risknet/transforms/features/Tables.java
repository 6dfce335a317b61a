package io.risknet.transforms.features;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.statistics.Accumulator;
import java.util.List;
import java.util.stream.IntStream;

/** Small tables, and what features make of them, for tests with numbers worked out by hand. */
final class Tables {
  private Tables() {}

  static RecordBatch of(ColumnSchema schema, Column column) {
    return RecordBatch.of(TableSchema.of(schema), column);
  }

  static RecordBatch numbers(double... values) {
    return of(ColumnSchema.numeric("x"), NumericColumn.of(values));
  }

  static RecordBatch categories(String... values) {
    return of(ColumnSchema.categorical("c"), CategoricalColumn.of(values));
  }

  static RecordBatch labelled(RecordBatch rows, double... labels) {
    return rows.with(ColumnSchema.label("y"), NumericColumn.of(labels));
  }

  /** A table of numeric columns named a, b, c, ... */
  static RecordBatch columns(double[]... columns) {
    var schemas =
        IntStream.range(0, columns.length)
            .mapToObj(i -> ColumnSchema.numeric(Character.toString('a' + i)))
            .toList();
    return RecordBatch.of(
        TableSchema.of(schemas), List.of(columns).stream().map(NumericColumn::of).toList());
  }

  static <A extends Accumulator<A>> Fitted fit(Feature<A> feature, RecordBatch rows) {
    var accumulator = feature.empty();
    feature.add(accumulator, rows);
    return feature.fit(accumulator);
  }

  /** What a feature fitted on some rows writes for others, column by column. */
  static float[][] encode(Feature<?> feature, RecordBatch training, RecordBatch rows) {
    return columns(FittedFeatures.of(List.of(fit(feature, training)), List.of()).encode(rows));
  }

  static float[][] columns(FloatMatrix matrix) {
    var columns = new float[matrix.columns()][matrix.rows()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        columns[column][row] = matrix.get(row, column);
      }
    }
    return columns;
  }

  /** What the steps of a plan leave of numeric columns a, b, c, ..., fitted without folds. */
  static FittedFeatures steps(RecordBatch rows, Step... steps) {
    var features =
        rows.schema().columns().stream().map(column -> Numeric.of(column.name())).toList();
    return FeaturePlan.of(features).then(steps).fit(List.of(rows), 0).total();
  }
}
