package io.risknet.transforms.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Two counts by a long key, such as rows and positives by the bits of a number: a hash table
 * without an object an entry.
 */
public final class CountTable {
  private static final int LEAST_SLOTS = 16;

  private long[] keys = new long[LEAST_SLOTS];
  private long[] rows = new long[LEAST_SLOTS];
  private long[] positives = new long[LEAST_SLOTS];
  private int size;

  /** Counts rows, of which some are positive; a slot is in use once its rows are above zero. */
  public void add(long key, long moreRows, long morePositives) {
    int slot = slot(key);
    if (rows[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    rows[slot] += moreRows;
    positives[slot] += morePositives;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  /** Counts all that another has counted. */
  public void addAll(CountTable other) {
    for (int slot = 0; slot < other.keys.length; slot++) {
      if (other.rows[slot] != 0) {
        add(other.keys[slot], other.rows[slot], other.positives[slot]);
      }
    }
  }

  /** Number of keys. */
  public int size() {
    return size;
  }

  /** Key, rows and positives of each key, by ascending key. */
  public long[][] entries() {
    return IntStream.range(0, keys.length)
        .filter(slot -> rows[slot] != 0)
        .mapToObj(slot -> new long[] {keys[slot], rows[slot], positives[slot]})
        .sorted((left, right) -> Long.compare(left[0], right[0]))
        .toArray(long[][]::new);
  }

  /** Writes it; tables of the same counts write the same bytes. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (var entry : entries()) {
      out.writeLong(entry[0]);
      out.writeLong(entry[1]);
      out.writeLong(entry[2]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static CountTable read(DataInput in) throws IOException {
    var table = new CountTable();
    for (int left = in.readInt(); left > 0; left--) {
      table.add(in.readLong(), in.readLong(), in.readLong());
    }
    return table;
  }

  private int slot(long key) {
    // Fibonacci hashing: neighbouring doubles differ in few bits, and those are spread.
    long hash = key * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (hash >>> 32) & (keys.length - 1);
    while (rows[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    var old = new CountTable();
    old.keys = keys;
    old.rows = rows;
    old.positives = positives;
    int slots = keys.length * 2;
    keys = new long[slots];
    rows = new long[slots];
    positives = new long[slots];
    size = 0;
    addAll(old);
  }
}
