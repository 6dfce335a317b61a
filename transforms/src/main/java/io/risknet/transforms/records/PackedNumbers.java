package io.risknet.transforms.records;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Arrays of numbers in as few bytes each as hold them all: a width byte (1, 2 or 4 for integers, 8
 * for doubles), for integers the least value, then the differences to it. In one and two bytes all
 * ones stand for missing.
 */
final class PackedNumbers {
  private static final int DOUBLES = 8;

  private PackedNumbers() {}

  static int[] readInts(int size, DataInputStream in) throws IOException {
    return readInts(size, in.readUnsignedByte(), in);
  }

  /**
   * Doubles that are all integers (or missing) go as ints; minus zero and the rest go as they are.
   */
  static void write(double[] values, DataOutputStream out) throws IOException {
    var integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (Double.isNaN(value)) {
        integers[i] = MonthColumn.MISSING;
      } else {
        integers[i] = (int) value;
        if (Double.doubleToRawLongBits(integers[i]) != Double.doubleToRawLongBits(value)
            || integers[i] == MonthColumn.MISSING) {
          writeDoubles(values, out);
          return;
        }
      }
    }
    write(integers, out);
  }

  static double[] readDoubles(int size, DataInputStream in) throws IOException {
    int width = in.readUnsignedByte();
    var values = new double[size];
    if (width == DOUBLES) {
      var bytes = new byte[size * Double.BYTES];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
      return values;
    }
    var integers = readInts(size, width, in);
    for (int i = 0; i < size; i++) {
      values[i] = integers[i] == MonthColumn.MISSING ? Double.NaN : integers[i];
    }
    return values;
  }

  private static void writeDoubles(double[] values, DataOutputStream out) throws IOException {
    out.writeByte(DOUBLES);
    var bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      // Equal batches must have equal bytes, so every NaN is written as the canonical one.
      bytes.putLong(Double.doubleToLongBits(value));
    }
    out.write(bytes.array());
  }

  static void write(int[] values, DataOutputStream out) throws IOException {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int value : values) {
      if (value != MonthColumn.MISSING) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    int base = min == Long.MAX_VALUE ? 0 : (int) min;
    long span = min == Long.MAX_VALUE ? 0 : max - min;
    int width = span < 0xFF ? 1 : span < 0xFFFF ? 2 : 4;
    out.writeByte(width);
    out.writeInt(base);
    var bytes = ByteBuffer.allocate(values.length * width);
    for (int value : values) {
      int packed = value == MonthColumn.MISSING ? -1 : value - base;
      switch (width) {
        case 1 -> bytes.put((byte) packed);
        case 2 -> bytes.putShort((short) packed);
        default -> bytes.putInt(value);
      }
    }
    out.write(bytes.array());
  }

  private static int[] readInts(int size, int width, DataInputStream in) throws IOException {
    int base = in.readInt();
    var bytes = new byte[size * width];
    in.readFully(bytes);
    var buffer = ByteBuffer.wrap(bytes);
    var values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (width) {
            case 1 -> restore(buffer.get() & 0xFF, 0xFF, base);
            case 2 -> restore(buffer.getShort() & 0xFFFF, 0xFFFF, base);
            default -> buffer.getInt();
          };
    }
    return values;
  }

  private static int restore(int packed, int missing, int base) {
    return packed == missing ? MonthColumn.MISSING : base + packed;
  }
}
