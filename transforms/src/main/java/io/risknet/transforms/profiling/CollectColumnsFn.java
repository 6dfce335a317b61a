package io.risknet.transforms.profiling;

import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Puts the columns of a table together. */
final class CollectColumnsFn
    extends DoFn<KV<String, Iterable<KV<String, ColumnProfile>>>, KV<String, TableProfile>> {
  private static final long serialVersionUID = 1;

  @ProcessElement
  public void collect(
      @Element KV<String, Iterable<KV<String, ColumnProfile>>> columns,
      OutputReceiver<KV<String, TableProfile>> output) {
    var byName = new TreeMap<String, ColumnProfile>();
    columns.getValue().forEach(column -> byName.put(column.getKey(), column.getValue()));
    output.output(KV.of(columns.getKey(), TableProfile.of(byName)));
  }
}
