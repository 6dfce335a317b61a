package io.risknet.transforms.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * A sum of doubles without any rounding until it is read: the bits of the result do not depend on
 * the order of the values or on how they were sharded.
 *
 * <pre>{@code
 * var sum = new ExactSum();
 * sum.add(1e100);
 * sum.add(1);
 * sum.add(-1e100);
 * sum.value(); // 1.0
 * }</pre>
 *
 * <p>Source: Radford M. Neal, "Fast exact summation using small and large superaccumulators", 2015,
 * arXiv:1505.05571, the small one. The sum is held as signed digits of 32 bits each in a long, from
 * 2^-1074 up; the 31 spare bits let many values be added before carries must be moved on.
 *
 * <p>An infinite value makes the sum infinite, infinities of both signs or {@code NaN} make it
 * {@code NaN}. Not safe for use by several threads.
 */
public final class ExactSum implements Accumulator<ExactSum> {
  /** Exponent of the least bit. */
  private static final int LEAST_EXPONENT = -1074;

  private static final int DIGIT_BITS = 32;
  private static final long DIGIT_MASK = 0xFFFF_FFFFL;
  private static final long FRACTION_MASK = (1L << 52) - 1;

  /** 2,098 bits of doubles, and room for the sum of 2^46 of the largest. */
  private static final int DIGITS = 67;

  /** A value adds less than 2^52 to a digit, so a long takes more than a thousand of them. */
  private static final int ADDS_BETWEEN_CARRIES = 1024;

  private final long[] digits;
  private int addsLeft = ADDS_BETWEEN_CARRIES;

  /** Sum of the values that are infinite or NaN. */
  private double special;

  /** The sum of no values. */
  public ExactSum() {
    this(new long[DIGITS], 0);
  }

  private ExactSum(long[] digits, double special) {
    this.digits = digits;
    this.special = special;
  }

  /** Adds a value. */
  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    if (exponent == 0x7FF) {
      special += value;
      return;
    }
    long fraction = bits & FRACTION_MASK;
    if (exponent == 0) {
      exponent = 1;
    } else {
      fraction |= 1L << 52;
    }
    int digit = (exponent - 1) / DIGIT_BITS;
    int shift = (exponent - 1) % DIGIT_BITS;
    long low = (fraction << shift) & DIGIT_MASK;
    long high = fraction >>> (DIGIT_BITS - shift);
    // All ones for a negative value: x ^ -1 - -1 is -x.
    long sign = bits >> 63;
    digits[digit] += (low ^ sign) - sign;
    digits[digit + 1] += (high ^ sign) - sign;
    if (--addsLeft == 0) {
      carry(digits);
      addsLeft = ADDS_BETWEEN_CARRIES;
    }
  }

  /** The sum, rounded once to the nearest double. */
  public double value() {
    return special != 0 ? special : round(exact(), LEAST_EXPONENT);
  }

  /**
   * The population variance of values from their number, sum and sum of squares, without the
   * cancellation that the textbook formula suffers in doubles; {@code NaN} of no values.
   */
  public static double variance(long count, ExactSum sum, ExactSum squares) {
    if (count == 0 || sum.special != 0 || squares.special != 0) {
      return Double.NaN;
    }
    var n = BigInteger.valueOf(count);
    var total = sum.exact();
    var numerator =
        squares.exact().multiply(n).shiftLeft(-LEAST_EXPONENT).subtract(total.multiply(total));
    return round(numerator, 2 * LEAST_EXPONENT) / ((double) count * count);
  }

  @Override
  public ExactSum merge(ExactSum other) {
    var merged = carried();
    var others = other.carried();
    for (int i = 0; i < DIGITS; i++) {
      merged[i] += others[i];
    }
    carry(merged);
    return new ExactSum(merged, special + other.special);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    var canonical = carried();
    int first = 0;
    while (first < DIGITS && canonical[first] == 0) {
      first++;
    }
    int end = DIGITS;
    while (end > first && canonical[end - 1] == 0) {
      end--;
    }
    out.writeDouble(special);
    out.writeByte(first);
    out.writeByte(end);
    for (int i = first; i < end; i++) {
      out.writeLong(canonical[i]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ExactSum read(DataInput in) throws IOException {
    double special = in.readDouble();
    int first = in.readUnsignedByte();
    int end = in.readUnsignedByte();
    var digits = new long[DIGITS];
    for (int i = first; i < end; i++) {
      digits[i] = in.readLong();
    }
    return new ExactSum(digits, special);
  }

  /** The sum in units of 2^-1074. */
  private BigInteger exact() {
    var canonical = carried();
    var sum = BigInteger.ZERO;
    for (int i = DIGITS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(DIGIT_BITS).add(BigInteger.valueOf(canonical[i]));
    }
    return sum;
  }

  /** The one form of the sum whose digits are all in 0 to 2^32 - 1, but the signed last one. */
  private long[] carried() {
    var canonical = digits.clone();
    carry(canonical);
    return canonical;
  }

  private static void carry(long[] digits) {
    for (int i = 0; i < DIGITS - 1; i++) {
      digits[i + 1] += digits[i] >> DIGIT_BITS;
      digits[i] &= DIGIT_MASK;
    }
  }

  /** {@code integer * 2^exponent}, rounded once. */
  private static double round(BigInteger integer, int exponent) {
    int excess = integer.bitLength() - 64;
    if (excess <= 0) {
      return Math.scalb(integer.doubleValue(), exponent);
    }
    // 64 leading bits and one that says whether anything but zeros follows decide the rounding.
    var leading = integer.shiftRight(excess);
    if (integer.getLowestSetBit() < excess) {
      leading = leading.setBit(0);
    }
    return Math.scalb(leading.doubleValue(), exponent + excess);
  }
}
