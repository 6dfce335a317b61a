package io.risknet.transforms.records;

import java.util.List;

/**
 * Builds a {@link RecordBatch} row by row, with one appender a column.
 *
 * <pre>{@code
 * var builder = RecordBatchBuilder.of(schema, 4096);
 * builder.numeric(0).append(41.5);
 * var batch = builder.build();
 * }</pre>
 */
public final class RecordBatchBuilder {
  private final TableSchema schema;
  private final ColumnAppender[] appenders;
  private final double[] numbers;
  private final int[] months;

  private RecordBatchBuilder(TableSchema schema, int expectedRows) {
    this.schema = schema;
    this.appenders =
        schema.columns().stream()
            .map(column -> ColumnAppender.of(column.type(), expectedRows))
            .toArray(ColumnAppender[]::new);
    numbers = new double[appenders.length];
    months = new int[appenders.length];
  }

  /** An empty builder with room for some rows; it grows as needed. */
  public static RecordBatchBuilder of(TableSchema schema, int expectedRows) {
    return new RecordBatchBuilder(schema, expectedRows);
  }

  /** Rows so far. */
  public int rows() {
    return appenders.length == 0 ? 0 : appenders[0].size();
  }

  /** The appender of a numeric column. */
  public ColumnAppender.Numeric numeric(int column) {
    return (ColumnAppender.Numeric) appenders[column];
  }

  /** The appender of a categorical column. */
  public ColumnAppender.Categorical categorical(int column) {
    return (ColumnAppender.Categorical) appenders[column];
  }

  /** The appender of a text column. */
  public ColumnAppender.Text text(int column) {
    return (ColumnAppender.Text) appenders[column];
  }

  /** The appender of a month column. */
  public ColumnAppender.Month month(int column) {
    return (ColumnAppender.Month) appenders[column];
  }

  /**
   * Appends a row of a file that has a field for each column.
   *
   * @throws RejectedRowException when a field is malformed; nothing of the row is kept then
   */
  public void addRow(DelimitedRow row) {
    for (int i = 0; i < appenders.length; i++) {
      if (appenders[i] instanceof ColumnAppender.Numeric) {
        numbers[i] = row.number(i);
      } else if (appenders[i] instanceof ColumnAppender.Month) {
        months[i] = row.month(i);
      }
    }
    for (int i = 0; i < appenders.length; i++) {
      int start = row.start(i);
      int end = row.isBlank(i) ? start : row.end(i);
      switch (schema.columns().get(i).type()) {
        case NUMERIC -> numeric(i).append(numbers[i]);
        case MONTH -> month(i).append(months[i]);
        case CATEGORICAL -> categorical(i).append(row.bytes(), start, end);
        case TEXT -> text(i).append(row.bytes(), start, end);
      }
    }
  }

  /** Appends all rows of a batch of the same column types. */
  public void addAll(RecordBatch batch) {
    for (int i = 0; i < appenders.length; i++) {
      appenders[i].append(batch.columns().get(i));
    }
  }

  /** The batch of the rows so far; the builder is empty afterwards. */
  public RecordBatch build() {
    return RecordBatch.of(schema, List.of(appenders).stream().map(ColumnAppender::take).toList());
  }
}
