package io.risknet.transforms.evaluation;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Divides the scores and labels of batches by the values of columns. */
final class KeyBySegmentFn extends DoFn<RecordBatch, KV<Segment, RecordBatch>> {
  private static final long serialVersionUID = 1;

  private final String score;
  private final String label;
  private final List<String> columns;

  KeyBySegmentFn(String score, String label, List<String> columns) {
    this.score = score;
    this.label = label;
    this.columns = columns;
  }

  @ProcessElement
  public void divide(
      @Element RecordBatch batch, OutputReceiver<KV<Segment, RecordBatch>> receiver) {
    var scored =
        RecordBatch.of(
            TableSchema.of(ColumnSchema.numeric(score), ColumnSchema.numeric(label)),
            batch.numeric(score),
            batch.numeric(label));
    for (var name : columns) {
      rowsByValue(batch, name)
          .forEach(
              (value, rows) ->
                  receiver.output(
                      KV.of(new Segment(name, value), scored.take(rows.build().toArray()))));
    }
  }

  private static Map<String, IntStream.Builder> rowsByValue(RecordBatch batch, String name) {
    var column = batch.column(name);
    var rows = new LinkedHashMap<String, IntStream.Builder>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.computeIfAbsent(column.text(row), value -> IntStream.builder()).add(row);
    }
    return rows;
  }
}
