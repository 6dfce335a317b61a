package io.risknet.transforms.records;

import java.util.Arrays;

/**
 * Cuts a line at every delimiter as far as its fields are wanted, and counts the rest of them.
 * Looks at eight bytes at a time: this is the hot path.
 */
final class PlainFields implements FieldCutter {
  private static final long LINE_FEEDS = '\n' * Words.ONES;

  private final long delimiters;
  private final int wanted;
  private int[] starts = new int[64];

  /**
   * Cuts at a delimiter.
   *
   * @param wanted how many fields of a line are looked at, from the first one on
   */
  PlainFields(byte delimiter, int wanted) {
    delimiters = delimiter * Words.ONES;
    this.wanted = wanted;
  }

  @Override
  public int cut(byte[] bytes, int start, int filled, DelimitedRow row) {
    row.bytes = bytes;
    int fields = 0;
    starts[0] = start;
    int at = start;
    for (; fields < wanted; at += Long.BYTES) {
      if (fields + Long.BYTES >= starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      long word = Words.at(bytes, at);
      long hits = Words.zeroBytes(word ^ delimiters) | Words.zeroBytes(word ^ LINE_FEEDS);
      while (hits != 0) {
        int index = at + (Long.numberOfTrailingZeros(hits) >>> 3);
        starts[++fields] = index + 1;
        if (bytes[index] == '\n') {
          if (index > start && bytes[index - 1] == '\r') {
            starts[fields] = index;
          }
          row.starts = starts;
          row.fields = fields;
          return index;
        }
        hits &= hits - 1;
      }
    }
    row.starts = starts;
    return count(bytes, at, fields, row);
  }

  /** Counts the fields behind those that are wanted. */
  private int count(byte[] bytes, int from, int before, DelimitedRow row) {
    int fields = before;
    for (int at = from; ; at += Long.BYTES) {
      long word = Words.at(bytes, at);
      long ends = Words.zeroBytes(word ^ LINE_FEEDS);
      long hits = Words.zeroBytes(word ^ delimiters);
      if (ends != 0) {
        long beforeEnd = Long.lowestOneBit(ends) - 1;
        row.fields = fields + Long.bitCount(hits & beforeEnd) + 1;
        return at + (Long.numberOfTrailingZeros(ends) >>> 3);
      }
      fields += Long.bitCount(hits);
    }
  }
}
