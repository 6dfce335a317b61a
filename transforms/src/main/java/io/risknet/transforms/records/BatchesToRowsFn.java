package io.risknet.transforms.records;

import java.util.ArrayList;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Makes a Beam row of every row of a batch. */
final class BatchesToRowsFn extends DoFn<RecordBatch, Row> {
  private static final long serialVersionUID = 1;

  private final TableSchema schema;
  private final Schema rowSchema;

  BatchesToRowsFn(TableSchema schema, Schema rowSchema) {
    this.schema = schema;
    this.rowSchema = rowSchema;
  }

  @ProcessElement
  public void process(@Element RecordBatch batch, OutputReceiver<Row> rows) {
    var columns = schema.columns().stream().map(column -> batch.column(column.name())).toList();
    for (int row = 0; row < batch.rows(); row++) {
      var values = new ArrayList<@Nullable Object>(columns.size());
      for (var column : columns) {
        values.add(column.isMissing(row) ? null : value(column, row));
      }
      rows.output(Row.withSchema(rowSchema).addValues(values).build());
    }
  }

  private static Object value(Column column, int row) {
    if (column instanceof NumericColumn numeric) {
      return numeric.get(row);
    }
    return column instanceof MonthColumn months
        ? MonthColumn.yearMonth(months.get(row)).atDay(1)
        : column.text(row);
  }
}
