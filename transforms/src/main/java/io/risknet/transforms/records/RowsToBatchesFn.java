package io.risknet.transforms.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Collects the rows of a bundle into batches, window by window. */
final class RowsToBatchesFn extends DoFn<Row, RecordBatch> {
  private static final long serialVersionUID = 1;

  private final TableSchema schema;
  private final List<RowField> fields;
  private transient Map<BoundedWindow, Pending> pending;

  RowsToBatchesFn(TableSchema schema, List<RowField> fields) {
    this.schema = schema;
    this.fields = List.copyOf(fields);
  }

  /** The rows of a window so far, and the time of the last of them, which the batch will have. */
  private static final class Pending {
    private final RecordBatchBuilder rows;
    private Instant time = BoundedWindow.TIMESTAMP_MIN_VALUE;

    Pending(TableSchema schema) {
      rows = RecordBatchBuilder.of(schema, 64);
    }
  }

  @StartBundle
  public void startBundle() {
    pending = new HashMap<>();
  }

  @ProcessElement
  public void process(
      @Element Row row,
      @Timestamp Instant time,
      BoundedWindow window,
      OutputReceiver<RecordBatch> batches) {
    var batch = pending.computeIfAbsent(window, any -> new Pending(schema));
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).append(row, batch.rows, i);
    }
    batch.time = time.isAfter(batch.time) ? time : batch.time;
    if (batch.rows.rows() == BatchRows.ROWS) {
      batches.outputWithTimestamp(batch.rows.build(), batch.time);
      pending.remove(window);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    pending.forEach((window, batch) -> context.output(batch.rows.build(), batch.time, window));
    pending = new HashMap<>();
  }
}
