package io.risknet.transforms.profiling;

import io.risknet.transforms.records.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Profiles a column of all keys, of what {@link AddUpFn} counted. */
final class ProfileColumnFn
    extends DoFn<KV<String, Iterable<KV<String, byte[]>>>, KV<String, KV<String, ColumnProfile>>> {
  private static final long serialVersionUID = 1;

  private final Reference reference;
  private transient TableProfile earlier;

  ProfileColumnFn(Reference reference) {
    this.reference = reference;
  }

  @Setup
  public void setUp() {
    earlier = reference.table();
  }

  @ProcessElement
  public void profile(
      @Element KV<String, Iterable<KV<String, byte[]>>> column,
      OutputReceiver<KV<String, KV<String, ColumnProfile>>> output)
      throws IOException {
    var name = column.getKey();
    var byKey = new TreeMap<String, ColumnCounts>();
    for (var packed : column.getValue()) {
      var counts = unpacked(packed.getValue());
      byKey.merge(packed.getKey(), counts, (left, right) -> merged(name, left, right));
    }
    var compared = reference.of(name, byKey, earlier);
    byKey.forEach(
        (key, counts) -> {
          var profile = counts.profile(name, reference.is(key) ? Optional.empty() : compared);
          output.output(KV.of(key, KV.of(name, profile)));
        });
  }

  private static ColumnCounts merged(String name, ColumnCounts left, ColumnCounts right) {
    left.checkType(name, right.type());
    return left.merge(right);
  }

  private static ColumnCounts unpacked(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    return ColumnCounts.read(ColumnType.valueOf(in.readUTF()), in);
  }
}
