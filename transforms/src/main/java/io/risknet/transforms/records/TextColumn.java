package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Strings that are mostly distinct, such as identifiers, packed into one UTF-8 array. */
public final class TextColumn implements Column {
  private final byte[] bytes;
  private final int[] offsets;

  private TextColumn(byte[] bytes, int[] offsets) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  /**
   * A column over packed UTF-8, which it takes over without a copy.
   *
   * @param bytes the values one after the other
   * @param offsets where each value starts, and at the end where the last one ends
   */
  public static TextColumn of(byte[] bytes, int[] offsets) {
    return new TextColumn(bytes, offsets);
  }

  /** A column of these values; the empty string is missing. */
  public static TextColumn of(String... values) {
    var offsets = new int[values.length + 1];
    var encoded = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      encoded[i] = values[i].getBytes(UTF_8);
      offsets[i + 1] = offsets[i] + encoded[i].length;
    }
    var bytes = new byte[offsets[values.length]];
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(encoded[i], 0, bytes, offsets[i], encoded[i].length);
    }
    return new TextColumn(bytes, offsets);
  }

  /** All values one after the other as UTF-8, not to be written to. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the value of a row starts in {@link #bytes}. */
  public int start(int row) {
    return offsets[row];
  }

  /** Where the value of a row ends in {@link #bytes}, exclusive. */
  public int end(int row) {
    return offsets[row + 1];
  }

  /** The 64-bit hash of a row's value, by which rows are bucketed, ordered and put into folds. */
  public long hash(int row) {
    return IdHash.of(bytes, start(row), end(row));
  }

  /** Compares the values of two rows as unsigned bytes. */
  public int compare(int row, TextColumn other, int otherRow) {
    return Arrays.compareUnsigned(
        bytes, start(row), end(row), other.bytes, other.start(otherRow), other.end(otherRow));
  }

  @Override
  public ColumnType type() {
    return ColumnType.TEXT;
  }

  @Override
  public int size() {
    return offsets.length - 1;
  }

  @Override
  public boolean isMissing(int row) {
    return start(row) == end(row);
  }

  @Override
  public String text(int row) {
    return new String(bytes, start(row), end(row) - start(row), UTF_8);
  }

  @Override
  public TextColumn take(int[] rows) {
    var newOffsets = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      newOffsets[i + 1] = newOffsets[i] + end(rows[i]) - start(rows[i]);
    }
    var newBytes = new byte[newOffsets[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          bytes, start(rows[i]), newBytes, newOffsets[i], newOffsets[i + 1] - newOffsets[i]);
    }
    return new TextColumn(newBytes, newOffsets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextColumn that
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return size() + " texts";
  }
}
