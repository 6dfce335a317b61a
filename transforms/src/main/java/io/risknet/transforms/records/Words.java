package io.risknet.transforms.records;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes looked at eight at a time. */
final class Words {
  /** A byte in all eight places. */
  static final long ONES = 0x0101_0101_0101_0101L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long TOP_BITS = ~LOW_BITS;

  private Words() {}

  /** The eight bytes from an index on, the first one lowest. */
  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** As many bytes, fewer than eight, from an index on, the first one lowest, and zeros. */
  static long first(byte[] bytes, int index, int count) {
    if (index + Long.BYTES <= bytes.length) {
      return at(bytes, index) & ((1L << (count * Byte.SIZE)) - 1);
    }
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = (word << Byte.SIZE) | (bytes[index + i] & 0xFF);
    }
    return word;
  }

  /** The top bit of every byte that is zero, and no other bit. */
  static long zeroBytes(long word) {
    return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
  }

  /** Whether the bytes from one index to another, exclusive, are all ASCII. */
  static boolean areAscii(byte[] bytes, int start, int end) {
    long all = 0;
    int i = start;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      all |= at(bytes, i);
    }
    for (; i < end; i++) {
      all |= bytes[i];
    }
    return (all & TOP_BITS) == 0;
  }
}
