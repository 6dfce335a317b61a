package io.risknet.transforms.records;

import java.util.Arrays;
import java.util.function.Consumer;

/** Makes batches of the rows of a file, as their schema says, with their {@link Origin}. */
final class BatchRows implements RowReducer<RecordBatch> {
  private static final long serialVersionUID = 1;

  /** Rows a batch. */
  static final int ROWS = 4_096;

  private final TableSchema schema;

  BatchRows(TableSchema schema) {
    this.schema = schema;
  }

  @Override
  public Session start(FileRange range, Consumer<RecordBatch> output) {
    return new BatchSession(schema, range, output);
  }

  private static final class BatchSession implements Session {
    private final ColumnType[] types;
    private final double[] numbers;
    private final int[] months;
    private final RecordBatchBuilder builder;
    private final double[] positions = new double[ROWS];
    private final FileRange range;
    private final Consumer<RecordBatch> output;

    BatchSession(TableSchema schema, FileRange range, Consumer<RecordBatch> output) {
      types = schema.columns().stream().map(ColumnSchema::type).toArray(ColumnType[]::new);
      numbers = new double[types.length];
      months = new int[types.length];
      builder = RecordBatchBuilder.of(schema, ROWS);
      this.range = range;
      this.output = output;
    }

    @Override
    public void add(DelimitedRow row) {
      parse(row);
      positions[builder.rows()] = Origin.position(range.index(), row.line());
      append(row);
      if (builder.rows() == ROWS) {
        emit();
      }
    }

    /** Parses all that may be malformed, before anything of the row is kept. */
    private void parse(DelimitedRow row) {
      for (int i = 0; i < types.length; i++) {
        if (types[i] == ColumnType.NUMERIC) {
          numbers[i] = row.number(i);
        } else if (types[i] == ColumnType.MONTH) {
          months[i] = row.month(i);
        }
      }
    }

    private void append(DelimitedRow row) {
      for (int i = 0; i < types.length; i++) {
        switch (types[i]) {
          case NUMERIC -> builder.numeric(i).append(numbers[i]);
          case MONTH -> builder.month(i).append(months[i]);
          case CATEGORICAL -> builder.categorical(i).append(row.bytes(), row.start(i), row.end(i));
          case TEXT -> builder.text(i).append(row.bytes(), row.start(i), row.end(i));
        }
      }
    }

    private void emit() {
      int rows = builder.rows();
      var batch = builder.build();
      output.accept(Origin.attach(batch, range.file(), Arrays.copyOf(positions, rows)));
    }

    @Override
    public void finish() {
      if (builder.rows() > 0) {
        emit();
      }
    }
  }
}
