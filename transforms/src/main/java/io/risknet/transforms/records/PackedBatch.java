package io.risknet.transforms.records;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What a batch holds, as columns, packed into bytes, or both. One that was read is unpacked when it
 * is first asked for its columns; one that is written is packed once, however often it is written:
 * Flink writes it for each step that takes it.
 */
final class PackedBatch {
  private final int rows;
  private Optional<byte[]> bytes;
  private Optional<Contents> contents;

  /** The columns of a batch. */
  record Contents(TableSchema schema, ImmutableList<Column> columns) {}

  private PackedBatch(int rows, Optional<byte[]> bytes, Optional<Contents> contents) {
    this.rows = rows;
    this.bytes = bytes;
    this.contents = contents;
  }

  static PackedBatch of(Contents contents, int rows) {
    return new PackedBatch(rows, Optional.empty(), Optional.of(contents));
  }

  static PackedBatch read(byte[] bytes, int rows) {
    return new PackedBatch(rows, Optional.of(bytes), Optional.empty());
  }

  synchronized Contents contents() {
    if (contents.isEmpty()) {
      contents = Optional.of(BatchFormat.unpack(bytes.orElseThrow(), rows));
      // Who looks into a batch that was read seldom writes it again.
      bytes = Optional.empty();
    }
    return contents.orElseThrow();
  }

  synchronized byte[] bytes() {
    if (bytes.isEmpty()) {
      bytes = Optional.of(BatchFormat.pack(contents.orElseThrow()));
    }
    return bytes.orElseThrow();
  }
}
