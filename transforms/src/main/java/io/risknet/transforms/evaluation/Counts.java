package io.risknet.transforms.evaluation;

import java.util.Arrays;

/**
 * Whole numbers from 0, most of them small: a byte each while all are below 256, and 4 or 8 bytes
 * each when one is not. Whoever makes them sets them, and nobody does afterwards.
 */
final class Counts {
  private static final int BYTE = 0xff;

  private byte[] bytes;
  private int[] ints;
  private long[] longs;

  /** So many zeros. */
  Counts(int size) {
    bytes = new byte[size];
  }

  long get(int position) {
    if (bytes != null) {
      return bytes[position] & BYTE;
    }
    return ints != null ? ints[position] : longs[position];
  }

  void set(int position, long count) {
    if (bytes != null) {
      if (count <= BYTE) {
        bytes[position] = (byte) count;
        return;
      }
      widenBytes();
    }
    if (ints != null) {
      if (count <= Integer.MAX_VALUE) {
        ints[position] = (int) count;
        return;
      }
      widenInts();
    }
    longs[position] = count;
  }

  /** Keeps the first so many. */
  void cut(int size) {
    if (bytes != null) {
      bytes = Arrays.copyOf(bytes, size);
    } else if (ints != null) {
      ints = Arrays.copyOf(ints, size);
    } else {
      longs = Arrays.copyOf(longs, size);
    }
  }

  private void widenBytes() {
    ints = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ints[i] = bytes[i] & BYTE;
    }
    bytes = null;
  }

  private void widenInts() {
    longs = Arrays.stream(ints).asLongStream().toArray();
    ints = null;
  }
}
