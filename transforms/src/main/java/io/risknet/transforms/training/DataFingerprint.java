package io.risknet.transforms.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;

/**
 * What rows hold, in 128 bits: the sum of a hash of each row, so that it does not depend on the
 * order of the rows or on how they are cut into batches. A row is hashed by the schema and its
 * values, not by how a batch happens to code them.
 *
 * @param high the sum of the first halves of the rows' hashes
 * @param low the sum of the second halves
 */
public record DataFingerprint(long high, long low) implements Serializable {
  /** The fingerprint of no rows. */
  public static final DataFingerprint EMPTY = new DataFingerprint(0, 0);

  private static final HashFunction MURMUR = Hashing.murmur3_128();
  private static final long MISSING = 0x6d697373696e67L;

  /** The fingerprint of the rows of a batch. */
  public static DataFingerprint of(RecordBatch batch) {
    long schema = text(describe(batch.schema()));
    var cells = batch.columns().stream().map(DataFingerprint::cells).toList();
    var row = ByteBuffer.allocate(Long.BYTES * (1 + cells.size()));
    long high = 0;
    long low = 0;
    for (int i = 0; i < batch.rows(); i++) {
      row.clear().putLong(schema);
      for (var cell : cells) {
        row.putLong(cell.hash(i));
      }
      var hash = ByteBuffer.wrap(MURMUR.hashBytes(row.array()).asBytes());
      high += hash.getLong();
      low += hash.getLong();
    }
    return new DataFingerprint(high, low);
  }

  /** The fingerprint of the rows of both. */
  public DataFingerprint plus(DataFingerprint other) {
    return new DataFingerprint(high + other.high, low + other.low);
  }

  /** Reads what {@link #toString} wrote. */
  @JsonCreator
  public static DataFingerprint parse(String hex) {
    return new DataFingerprint(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }

  /** 32 hexadecimal digits. */
  @Override
  @JsonValue
  public String toString() {
    return String.format("%016x%016x", high, low);
  }

  private static String describe(TableSchema schema) {
    // With the roles: rows whose label is another column are other training data.
    return schema.columns().stream().map(ColumnSchema::toString).collect(Collectors.joining("\n"));
  }

  /** A hash of each value of a column; of categories, one hash for each of the dictionary. */
  private static Cells cells(Column column) {
    if (column instanceof NumericColumn numeric) {
      return row -> Double.doubleToLongBits(numeric.get(row));
    }
    if (column instanceof MonthColumn month) {
      return month::get;
    }
    if (column instanceof TextColumn text) {
      return text::hash;
    }
    var categorical = (CategoricalColumn) column;
    var hashes = categorical.dictionary().stream().mapToLong(DataFingerprint::text).toArray();
    return row ->
        categorical.code(row) == CategoricalColumn.MISSING
            ? MISSING
            : hashes[categorical.code(row)];
  }

  private static long text(String text) {
    return MURMUR.hashString(text, UTF_8).asLong();
  }

  private interface Cells {
    long hash(int row);
  }
}
