package io.risknet.transforms.profiling;

import io.risknet.transforms.records.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Counts the rows of a bundle, key by key, and gives what it has counted of each column, packed:
 * runners copy what they group again and again, and bytes are copied fast.
 */
final class AddUpFn extends DoFn<KV<String, RecordBatch>, KV<String, KV<String, byte[]>>> {
  private static final long serialVersionUID = 1;

  private transient Map<String, TableCounts> tables;

  @StartBundle
  public void start() {
    tables = new TreeMap<>();
  }

  @ProcessElement
  public void add(@Element KV<String, RecordBatch> batch) {
    tables.computeIfAbsent(batch.getKey(), key -> new TableCounts()).add(batch.getValue());
  }

  @FinishBundle
  public void pack(FinishBundleContext context) {
    tables.forEach(
        (key, table) ->
            table.forEach(
                (column, counts) ->
                    counts
                        .parts()
                        .forEach(
                            part ->
                                context.output(
                                    KV.of(column, KV.of(key, packed(part))),
                                    GlobalWindow.INSTANCE.maxTimestamp(),
                                    GlobalWindow.INSTANCE))));
    tables = new TreeMap<>();
  }

  private static byte[] packed(ColumnCounts counts) {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    try {
      out.writeUTF(counts.type().name());
      counts.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
