package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Which rows are approved, where a score is the probability of what a lender fears: those that
 * score below a threshold.
 *
 * <pre>{@code
 * Approval approval = new ApprovalRule.Share(0.8).on(scores);
 * }</pre>
 */
public sealed interface ApprovalRule extends Serializable {

  /** What comes of the rule on these rows. */
  default Approval on(ScoreDistribution scores) {
    return on(scores, 1);
  }

  /**
   * What comes of the rule on rows of which negative ones were left out.
   *
   * @param keptNegatives the share of the negative rows that is there, above 0 and up to 1
   */
  Approval on(ScoreDistribution scores, double keptNegatives);

  /**
   * Approves a share of the rows, those of the lowest scores. Rows with equal scores are never
   * parted, so the share may not be had: then the nearest is taken, of two the lower.
   *
   * @param share above 0 and up to 1
   */
  record Share(double share) implements ApprovalRule {
    /** Checks the share. */
    public Share {
      checkArgument(
          share > 0 && share <= 1, "A share to approve is above 0 and up to 1, not %s.", share);
    }

    @Override
    public Approval on(ScoreDistribution scores, double keptNegatives) {
      double wanted = share * weight(scores.positives(), scores.negatives(), keptNegatives);
      long positives = 0;
      long negatives = 0;
      var threshold = OptionalDouble.empty();
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= scores.size(); i++) {
        double distance = Math.abs(weight(positives, negatives, keptNegatives) - wanted);
        if (distance < least) {
          least = distance;
          threshold =
              i < scores.size() ? OptionalDouble.of(scores.score(i)) : OptionalDouble.empty();
        }
        positives += i < scores.size() ? scores.positives(i) : 0;
        negatives += i < scores.size() ? scores.negatives(i) : 0;
      }
      return Approval.of(OptionalDouble.of(share), threshold, scores, keptNegatives);
    }

    private static double weight(long positives, long negatives, double keptNegatives) {
      return new RowsByClass(positives, negatives).weight(keptNegatives).doubleValue();
    }
  }

  /**
   * Approves the rows that score below a threshold.
   *
   * @param threshold of the score
   */
  record Below(double threshold) implements ApprovalRule {
    @Override
    public Approval on(ScoreDistribution scores, double keptNegatives) {
      return Approval.of(
          OptionalDouble.empty(), OptionalDouble.of(threshold), scores, keptNegatives);
    }
  }
}
