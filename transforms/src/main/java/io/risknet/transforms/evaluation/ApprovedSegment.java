package io.risknet.transforms.evaluation;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * A segment, and how many of its rows an {@link Approval} approves: a group that {@link
 * AdverseImpact} compares with others.
 *
 * @param evaluation of the segment
 * @param approved how many of the rows that its metrics are taken over
 * @param keptNegatives the share of the negative rows that is there; the same in all segments
 */
public record ApprovedSegment(
    SegmentEvaluation evaluation, RowsByClass approved, double keptNegatives) {

  /** Evaluates the rows of a segment. */
  public static ApprovedSegment of(Segment segment, ScoreDistribution scores, Approval approval) {
    return new ApprovedSegment(
        SegmentEvaluation.of(segment, scores),
        approval.approvedOf(scores),
        approval.keptNegatives());
  }

  /** The segment's value. */
  public String value() {
    return evaluation.segment().value();
  }

  /** The rows that its metrics are taken over. */
  public long rows() {
    return evaluation.metrics().rows();
  }

  /** The share that is approved, of all that the rows stand for; absent when there is no row. */
  OptionalDouble rate() {
    return approved.shareOf(byClass(), keptNegatives);
  }

  /** {@link RowsByClass#weight} of its rows. */
  BigDecimal weight() {
    return byClass().weight(keptNegatives);
  }

  /** {@link RowsByClass#weight} of those that are approved. */
  BigDecimal approvedWeight() {
    return approved.weight(keptNegatives);
  }

  private RowsByClass byClass() {
    long positives = evaluation.metrics().positives();
    return new RowsByClass(positives, rows() - positives);
  }
}
