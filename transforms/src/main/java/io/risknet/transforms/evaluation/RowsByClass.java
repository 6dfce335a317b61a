package io.risknet.transforms.evaluation;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * Numbers of rows by class. Where a table holds all positive rows and a share of the negative ones
 * only, each of the latter stands for one over that share.
 *
 * @param positives of label 1
 * @param negatives of label 0
 */
public record RowsByClass(long positives, long negatives) {

  /** The rows that have a score and a label. */
  static RowsByClass of(ScoreDistribution scores) {
    return new RowsByClass(scores.positives(), scores.negatives());
  }

  /** Rows of both classes. */
  public long rows() {
    return positives + negatives;
  }

  /**
   * How many rows these stand for, times the share that was kept: so it is exact for every decimal,
   * and as good in a ratio.
   */
  BigDecimal weight(double keptNegatives) {
    return BigDecimal.valueOf(keptNegatives)
        .multiply(BigDecimal.valueOf(positives))
        .add(BigDecimal.valueOf(negatives));
  }

  /** Which share of others these are, by what both stand for; absent where there is no other. */
  OptionalDouble shareOf(RowsByClass others, double keptNegatives) {
    return others.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            weight(keptNegatives).doubleValue() / others.weight(keptNegatives).doubleValue());
  }
}
