package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How probabilities are cut into bins. Equal probabilities are in one bin whatever their number, so
 * bins do not depend on the order of rows; bins that hold no row are left out, so that there may be
 * fewer than asked for.
 *
 * <pre>{@code
 * var curve = CalibrationCurve.of(scores, Binning.equalRows(10));
 * }</pre>
 *
 * @param kind what is equal
 * @param bins how many at most
 */
public record Binning(Kind kind, int bins) {

  /** What is equal of bins. */
  public enum Kind {
    /**
     * Bin {@code k} of {@code n} (from 0) holds probabilities above {@code k/n}, up to and with
     * {@code (k+1)/n}; the first holds 0 as well. As scikit-learn's {@code uniform}.
     */
    EQUAL_WIDTH,
    /**
     * Each holds as many rows as can be: a score goes to the bin in which the middle of its rows
     * falls when all rows are put in order, so that it is the same counted from above and below.
     */
    EQUAL_ROWS
  }

  /** Checks the number of bins. */
  public Binning {
    checkArgument(bins >= 1, "There must be at least one bin, not %s.", bins);
  }

  /** Bins of equal width, such as calibration errors are mostly told of. */
  public static Binning equalWidth(int bins) {
    return new Binning(Kind.EQUAL_WIDTH, bins);
  }

  /** Bins of equal numbers of rows, such as the deciles of risk. */
  public static Binning equalRows(int bins) {
    return new Binning(Kind.EQUAL_ROWS, bins);
  }

  /** The bins of a distribution, in ascending order, without those that hold no row. */
  public List<ScoreBin> cut(ScoreDistribution scores) {
    int[] ends = ends(scores);
    return IntStream.range(0, ends.length)
        .mapToObj(bin -> ScoreBin.of(scores, bin == 0 ? 0 : ends[bin - 1], ends[bin]))
        .toList();
  }

  /** The position behind the last score of each bin. */
  private int[] ends(ScoreDistribution scores) {
    var ends = new int[Math.min(bins, scores.size())];
    int count = 0;
    long rows = scores.rows();
    long below = 0;
    int current = 0;
    for (int i = 0; i < scores.size(); i++) {
      int bin =
          switch (kind) {
            case EQUAL_WIDTH -> byWidth(scores.score(i), current);
            case EQUAL_ROWS -> byRows(2 * below + scores.rows(i), 2 * rows);
          };
      if (bin != current && i > 0) {
        ends[count++] = i;
      }
      current = bin;
      below += scores.rows(i);
    }
    if (scores.size() > 0) {
      ends[count++] = scores.size();
    }
    return Arrays.copyOf(ends, count);
  }

  private int byWidth(double score, int from) {
    int bin = from;
    while (bin < bins - 1 && score > (bin + 1) / (double) bins) {
      bin++;
    }
    return bin;
  }

  private int byRows(long halves, long ofHalves) {
    return (int) Math.min(bins - 1, Math.multiplyExact(bins, halves) / ofHalves);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case EQUAL_WIDTH -> bins + " bins of equal width";
      case EQUAL_ROWS -> bins + " bins of equally many rows";
    };
  }
}
