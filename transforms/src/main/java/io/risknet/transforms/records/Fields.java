package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;

/**
 * Parses fields straight from bytes. Blanks around a value don't count, and a blank field is
 * missing. Package-private: a {@link DelimitedRow} is the way to it.
 */
final class Fields {
  /** What {@link #integer} returns for a blank field. */
  static final int MISSING = Integer.MIN_VALUE;

  private static final int MAX_FAST_DIGITS = 18;
  private static final long LARGEST_EXACT = 1L << 53;
  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    // Up to 10^22 powers of ten are exact, and so is the parsing of them.
    Arrays.setAll(POWERS_OF_TEN, i -> Double.parseDouble("1e" + i));
  }

  private Fields() {}

  /** Says what a field was expected to be, without the cost of a stack trace. */
  static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private MalformedException(String expectation) {
      super(expectation, null, false, false);
    }

    private static MalformedException number() {
      return new MalformedException("is no number");
    }

    private static MalformedException integer() {
      return new MalformedException("is no whole number");
    }

    private static MalformedException month() {
      return new MalformedException("is no month (YYYYMM, YYYY-MM or YYYY-MM-DD)");
    }
  }

  /**
   * A decimal number, bit for bit what {@link Double#parseDouble} makes of it; NaN when blank or
   * {@code nan}; {@code inf} and {@code infinity} are infinite, in any case of letters.
   */
  static double number(byte[] bytes, int from, int to) {
    int start = skipBlanks(bytes, from, to);
    int end = trimBlanks(bytes, start, to);
    if (start == end) {
      return Double.NaN;
    }
    boolean negative = bytes[start] == '-';
    int first = negative || bytes[start] == '+' ? start + 1 : start;
    long digits = 0;
    int point = -1;
    for (int i = first; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return slowNumber(bytes, start, end);
      }
    }
    int decimals = point < 0 ? 0 : end - point - 1;
    int count = end - first - (point < 0 ? 0 : 1);
    // A division of two exact doubles is correctly rounded, as the parsing of the decimal is.
    if (count == 0 || count > MAX_FAST_DIGITS || digits > LARGEST_EXACT) {
      return slowNumber(bytes, start, end);
    }
    double value = decimals == 0 ? digits : digits / POWERS_OF_TEN[decimals];
    return negative ? -value : value;
  }

  private static double slowNumber(byte[] bytes, int start, int end) {
    var text = new String(bytes, start, end - start, ISO_8859_1).toLowerCase(Locale.ROOT);
    for (int i = 0; i < text.length(); i++) {
      // What is not a decimal may be a word; Java's hexadecimals and suffixes are neither.
      if ("0123456789.e+-".indexOf(text.charAt(i)) < 0) {
        return word(text);
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw MalformedException.number();
    }
  }

  private static double word(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw MalformedException.number();
    };
  }

  /** A whole number, or {@link #MISSING} when blank. */
  static int integer(byte[] bytes, int from, int to) {
    int start = skipBlanks(bytes, from, to);
    int end = trimBlanks(bytes, start, to);
    if (start == end) {
      return MISSING;
    }
    boolean negative = bytes[start] == '-';
    int first = negative || bytes[start] == '+' ? start + 1 : start;
    if (first == end) {
      throw MalformedException.integer();
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = bytes[i] - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE) {
        throw MalformedException.integer();
      }
    }
    return (int) (negative ? -value : value);
  }

  /**
   * The number of a calendar month as in {@link MonthColumn}, or {@link MonthColumn#MISSING} when
   * blank; from YYYYMM, YYYY-MM or YYYY-MM-DD.
   */
  static int month(byte[] bytes, int from, int to) {
    int start = skipBlanks(bytes, from, to);
    int length = trimBlanks(bytes, start, to) - start;
    if (length == 0) {
      return MonthColumn.MISSING;
    }
    boolean compact = length == 6;
    boolean dashed = (length == 7 || length == 10) && bytes[start + 4] == '-';
    if (!compact && !dashed) {
      throw MalformedException.month();
    }
    if (length == 10) {
      checkDay(bytes, start + 7);
    }
    int year = digits(bytes, start, 4);
    int month = digits(bytes, compact ? start + 4 : start + 5, 2);
    if (month < 1 || month > 12) {
      throw MalformedException.month();
    }
    return year * 12 + month - 1;
  }

  private static void checkDay(byte[] bytes, int dash) {
    int day = digits(bytes, dash + 1, 2);
    if (bytes[dash] != '-' || day < 1 || day > 31) {
      throw MalformedException.month();
    }
  }

  private static int digits(byte[] bytes, int start, int count) {
    int value = 0;
    for (int i = start; i < start + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw MalformedException.month();
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Whether there is nothing but blanks. */
  static boolean isBlank(byte[] bytes, int start, int end) {
    return skipBlanks(bytes, start, end) == end;
  }

  private static int skipBlanks(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static int trimBlanks(byte[] bytes, int start, int end) {
    int i = end;
    while (i > start && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
      i--;
    }
    return i;
  }
}
