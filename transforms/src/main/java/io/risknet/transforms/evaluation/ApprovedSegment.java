package io.risknet.transforms.evaluation;

/**
 * A segment, and how many of its rows an {@link Approval} approves: a group that {@link
 * AdverseImpact} compares with others.
 *
 * @param evaluation of the segment
 * @param approved how many of the rows that its metrics are taken over
 */
public record ApprovedSegment(SegmentEvaluation evaluation, long approved) {

  /** Evaluates the rows of a segment. */
  public static ApprovedSegment of(Segment segment, ScoreDistribution scores, Approval approval) {
    return new ApprovedSegment(SegmentEvaluation.of(segment, scores), approval.approvedOf(scores));
  }

  /** The segment's value. */
  public String value() {
    return evaluation.segment().value();
  }

  /** The rows that its metrics are taken over. */
  public long rows() {
    return evaluation.metrics().rows();
  }
}
