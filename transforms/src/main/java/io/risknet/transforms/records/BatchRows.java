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
    private final RecordBatchBuilder builder;
    private final double[] positions = new double[ROWS];
    private final FileRange range;
    private final Consumer<RecordBatch> output;

    BatchSession(TableSchema schema, FileRange range, Consumer<RecordBatch> output) {
      builder = RecordBatchBuilder.of(schema, ROWS);
      this.range = range;
      this.output = output;
    }

    @Override
    public void add(DelimitedRow row) {
      positions[builder.rows()] = Origin.position(range.index(), row.line());
      builder.addRow(row);
      if (builder.rows() == ROWS) {
        emit();
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
