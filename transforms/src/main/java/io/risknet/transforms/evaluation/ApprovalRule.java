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
  Approval on(ScoreDistribution scores);

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
    public Approval on(ScoreDistribution scores) {
      double wanted = share * scores.rows();
      long below = 0;
      long approved = 0;
      var threshold = OptionalDouble.empty();
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= scores.size(); i++) {
        if (Math.abs(below - wanted) < least) {
          least = Math.abs(below - wanted);
          approved = below;
          threshold =
              i < scores.size() ? OptionalDouble.of(scores.score(i)) : OptionalDouble.empty();
        }
        below += i < scores.size() ? scores.rows(i) : 0;
      }
      return new Approval(OptionalDouble.of(share), threshold, scores.rows(), approved);
    }
  }

  /**
   * Approves the rows that score below a threshold.
   *
   * @param threshold of the score
   */
  record Below(double threshold) implements ApprovalRule {
    @Override
    public Approval on(ScoreDistribution scores) {
      var at = OptionalDouble.of(threshold);
      return new Approval(
          OptionalDouble.empty(), at, scores.rows(), Approval.rowsBelow(at, scores));
    }
  }
}
