package io.risknet.transforms.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often each number occurs in a column, for medians and other quantiles; missing numbers are
 * not counted.
 *
 * <p>Exact up to {@link #LARGEST_EXACT} distinct numbers. Beyond, numbers are counted by their
 * sign, exponent and ten bits of the fraction, and stand for the middle of their bucket: a quantile
 * is then off by at most {@link #RELATIVE_ERROR} of itself. Such log-linear buckets are the idea of
 * DDSketch (Masson, Rim and Lee, 2019, arXiv:1908.10693); unlike sampling sketches they do not
 * depend on the order of the rows.
 */
public final class NumberCounts implements Accumulator<NumberCounts> {
  /** More distinct numbers than this are counted in buckets. */
  public static final int LARGEST_EXACT = 100_000;

  /** Half the width of a bucket, as a share of the least number in it. */
  public static final double RELATIVE_ERROR = 1.0 / 2048;

  private static final int FRACTION_BITS_DROPPED = 52 - 10;

  private CountTable counts;
  private boolean bucketed;

  /** The counts of no numbers. */
  public NumberCounts() {
    this(new CountTable(), false);
  }

  private NumberCounts(CountTable counts, boolean bucketed) {
    this.counts = counts;
    this.bucketed = bucketed;
  }

  /** Counts a number, unless it is {@code NaN}. */
  public void add(double number) {
    if (!Double.isNaN(number)) {
      // Adding zero makes minus zero zero: they are one number.
      long bits = Double.doubleToRawLongBits(number + 0.0);
      counts.add(bucketed ? bucket(bits) : bits, 1, 0);
      bucketIfMany();
    }
  }

  /** Whether the counts are exact. */
  boolean isExact() {
    return !bucketed;
  }

  /** The mean of the two middle numbers, which are one when their number is odd; NaN of none. */
  public double median() {
    var numbers = ascending();
    long total = 0;
    for (var number : numbers) {
      total += number.count();
    }
    if (total == 0) {
      return Double.NaN;
    }
    double lower = at(numbers, (total - 1) / 2);
    double upper = at(numbers, total / 2);
    return lower == upper ? lower : lower / 2 + upper / 2;
  }

  @Override
  public NumberCounts merge(NumberCounts other) {
    boolean either = bucketed || other.bucketed;
    var merged = new CountTable();
    merged.addAll(bucketed == either ? counts : buckets(counts));
    merged.addAll(other.bucketed == either ? other.counts : buckets(other.counts));
    var result = new NumberCounts(merged, either);
    result.bucketIfMany();
    return result;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(bucketed);
    counts.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static NumberCounts read(DataInput in) throws IOException {
    boolean bucketed = in.readBoolean();
    return new NumberCounts(CountTable.read(in), bucketed);
  }

  /**
   * Which way is taken depends on all distinct numbers only: parts have no more of them than the
   * whole, and a part that went over to buckets shows that the whole has to.
   */
  private void bucketIfMany() {
    if (!bucketed && counts.size() > LARGEST_EXACT) {
      counts = buckets(counts);
      bucketed = true;
    }
  }

  private static CountTable buckets(CountTable exact) {
    var buckets = new CountTable();
    for (var entry : exact.entries()) {
      buckets.add(bucket(entry[0]), entry[1], entry[2]);
    }
    return buckets;
  }

  /** The bits of the number in the middle of its bucket; zero has a bucket of its own. */
  private static long bucket(long bits) {
    long half = 1L << (FRACTION_BITS_DROPPED - 1);
    boolean special = bits == 0 || Double.isInfinite(Double.longBitsToDouble(bits));
    return special ? bits : (bits & -(1L << FRACTION_BITS_DROPPED)) | half;
  }

  private record NumberCount(double number, long count) {}

  private NumberCount[] ascending() {
    return Arrays.stream(counts.entries())
        .map(entry -> new NumberCount(Double.longBitsToDouble(entry[0]), entry[1]))
        .sorted((left, right) -> Double.compare(left.number(), right.number()))
        .toArray(NumberCount[]::new);
  }

  private static double at(NumberCount[] numbers, long position) {
    long passed = 0;
    for (var number : numbers) {
      passed += number.count();
      if (passed > position) {
        return number.number();
      }
    }
    throw new IllegalArgumentException("Position " + position + " of " + passed + " numbers.");
  }
}
