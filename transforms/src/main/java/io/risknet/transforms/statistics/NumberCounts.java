package io.risknet.transforms.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How often each number occurs in a column, for medians and other quantiles; missing numbers are
 * not counted.
 *
 * <p>Exact up to {@link #LARGEST_EXACT} distinct numbers, or as few as are asked for. Beyond,
 * numbers are counted by their sign, exponent and ten bits of the fraction, and stand for the
 * middle of their bucket: a quantile is then off by at most {@link #RELATIVE_ERROR} of itself. Such
 * log-linear buckets are the idea of DDSketch (Masson, Rim and Lee, 2019, arXiv:1908.10693); unlike
 * sampling sketches they do not depend on the order of the rows.
 */
public final class NumberCounts implements Accumulator<NumberCounts> {
  /** More distinct numbers than this are counted in buckets. */
  public static final int LARGEST_EXACT = 100_000;

  /** Half the width of a bucket, as a share of the least number in it. */
  public static final double RELATIVE_ERROR = 1.0 / 2048;

  private static final int FRACTION_BITS_DROPPED = 52 - 10;

  private final int exactUpTo;
  private CountTable counts;
  private boolean bucketed;

  /**
   * A number and how often it occurs.
   *
   * @param number itself, or the middle of its bucket
   * @param count how often, above zero
   * @param positives how often with a positive label; 0 when labels were not counted
   */
  public record NumberCount(double number, long count, long positives) {}

  /** The counts of no numbers. */
  public NumberCounts() {
    this(LARGEST_EXACT, new CountTable(), false);
  }

  private NumberCounts(int exactUpTo, CountTable counts, boolean bucketed) {
    this.exactUpTo = exactUpTo;
    this.counts = counts;
    this.bucketed = bucketed;
  }

  /** The counts of no numbers, which are to be exact for at most so many distinct ones. */
  public static NumberCounts exactUpTo(int distinct) {
    return new NumberCounts(distinct, new CountTable(), false);
  }

  /** Counts a number, unless it is {@code NaN}. */
  public void add(double number) {
    add(number, false);
  }

  /** Counts a number with its label, unless it is {@code NaN}. */
  public void add(double number, boolean positive) {
    if (!Double.isNaN(number)) {
      // Adding zero makes minus zero zero: they are one number.
      long bits = Double.doubleToRawLongBits(number + 0.0);
      counts.add(bucketed ? bucket(bits) : bits, 1, positive ? 1 : 0);
      bucketIfMany();
    }
  }

  /** Whether the counts are exact. */
  public boolean isExact() {
    return !bucketed;
  }

  /** The mean of the two middle numbers, which are one when their number is odd; NaN of none. */
  public double median() {
    var numbers = ascending();
    long total = numbers.stream().mapToLong(NumberCount::count).sum();
    if (total == 0) {
      return Double.NaN;
    }
    double lower = at(numbers, (total - 1) / 2);
    double upper = at(numbers, total / 2);
    return lower == upper ? lower : lower / 2 + upper / 2;
  }

  /** The numbers in ascending order; buckets, by their middle, when they are not exact. */
  public List<NumberCount> ascending() {
    return Arrays.stream(counts.entries())
        .map(entry -> new NumberCount(Double.longBitsToDouble(entry[0]), entry[1], entry[2]))
        .sorted(Comparator.comparingDouble(NumberCount::number))
        .toList();
  }

  /**
   * The place of a number's bucket among all buckets, which are the same for all counts, exact or
   * not: numbers of one bucket have the same, and greater ones no lower one.
   */
  public static long bucketOf(double number) {
    return ordered(Double.doubleToRawLongBits(number + 0.0)) >> FRACTION_BITS_DROPPED;
  }

  /** The least number of a bucket. */
  public static double leastOf(long bucket) {
    return Double.longBitsToDouble(ordered(bucket << FRACTION_BITS_DROPPED));
  }

  /** Turns the bits of doubles into longs of the same order, and back. */
  private static long ordered(long bits) {
    return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
  }

  @Override
  public NumberCounts merge(NumberCounts other) {
    boolean either = bucketed || other.bucketed;
    var merged = new CountTable();
    merged.addAll(bucketed == either ? counts : buckets(counts));
    merged.addAll(other.bucketed == either ? other.counts : buckets(other.counts));
    var result = new NumberCounts(exactUpTo, merged, either);
    result.bucketIfMany();
    return result;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(exactUpTo);
    out.writeBoolean(bucketed);
    counts.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static NumberCounts read(DataInput in) throws IOException {
    int exactUpTo = in.readInt();
    boolean bucketed = in.readBoolean();
    return new NumberCounts(exactUpTo, CountTable.read(in), bucketed);
  }

  /**
   * Which way is taken depends on all distinct numbers only: parts have no more of them than the
   * whole, and a part that went over to buckets shows that the whole has to.
   */
  private void bucketIfMany() {
    if (!bucketed && counts.size() > exactUpTo) {
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

  private static double at(List<NumberCount> numbers, long position) {
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
