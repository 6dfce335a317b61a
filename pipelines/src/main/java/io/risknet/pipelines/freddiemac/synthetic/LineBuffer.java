package io.risknet.pipelines.freddiemac.synthetic;

import java.util.Arrays;

/**
 * Lines as bytes, with where each one ends. Numbers are written digit by digit: a String a field
 * would cost more than everything else together.
 */
final class LineBuffer {
  /** No regular line is longer, so room is made once a line and not once a field. */
  private static final int LONGEST_LINE = 1024;

  private static final byte[] TENS = new byte[100];
  private static final byte[] ONES = new byte[100];

  static {
    for (int i = 0; i < 100; i++) {
      TENS[i] = (byte) ('0' + i / 10);
      ONES[i] = (byte) ('0' + i % 10);
    }
  }

  private byte[] bytes;
  private int length;
  private int[] ends = new int[1024];
  private int lines;

  LineBuffer(int capacity) {
    bytes = new byte[capacity + LONGEST_LINE];
  }

  void clear() {
    length = 0;
    lines = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int lines() {
    return lines;
  }

  int start(int line) {
    return line == 0 ? 0 : ends[line - 1];
  }

  /** Just behind the line feed. */
  int end(int line) {
    return ends[line];
  }

  void endLine() {
    bytes[length++] = '\n';
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, 2 * lines);
    }
    ends[lines++] = length;
    if (bytes.length - length < LONGEST_LINE) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }

  LineBuffer next() {
    bytes[length++] = '|';
    return this;
  }

  LineBuffer letter(char letter) {
    bytes[length++] = (byte) letter;
    return this;
  }

  LineBuffer text(byte[] ascii) {
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
    return this;
  }

  LineBuffer text(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  LineBuffer number(long value) {
    if (value < 0) {
      bytes[length++] = '-';
      return number(-value);
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return padded(value, digits);
  }

  /** With leading zeros. */
  LineBuffer padded(long value, int digits) {
    int at = length + digits;
    length = at;
    long rest = value;
    while (digits >= 2) {
      long hundreds = rest / 100;
      int pair = (int) (rest - hundreds * 100);
      bytes[--at] = ONES[pair];
      bytes[--at] = TENS[pair];
      rest = hundreds;
      digits -= 2;
    }
    if (digits == 1) {
      bytes[--at] = ONES[(int) (rest % 100)];
    }
    return this;
  }

  /** 123456 cents as 1234.56. */
  LineBuffer cents(long cents) {
    if (cents < 0) {
      bytes[length++] = '-';
      return cents(-cents);
    }
    number(cents / 100);
    bytes[length++] = '.';
    return padded(cents % 100, 2);
  }

  /** 5125 as 5.125. */
  LineBuffer thousandths(int thousandths) {
    number(thousandths / 1000);
    bytes[length++] = '.';
    return padded(thousandths % 1000, 3);
  }

  LineBuffer yearMonth(int month) {
    padded(Months.year(month), 4);
    return padded(Months.ofYear(month), 2);
  }
}
