package io.risknet.transforms.evaluation;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;

/**
 * What an {@link ApprovalRule} comes to on a set of rows.
 *
 * @param wanted the share of the rows that was to be approved; absent where a threshold was given
 * @param threshold rows that score below are approved; absent when all are
 * @param keptNegatives the share of the negative rows that is in the set; 1 if it is null
 * @param rows rows of the set with a score and a label
 * @param approved those that are approved
 * @param rate the share that is approved, where each negative row counts for those that were left
 *     out as well; absent when there is no row
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Approval(
    OptionalDouble wanted,
    OptionalDouble threshold,
    Double keptNegatives,
    long rows,
    long approved,
    OptionalDouble rate) {

  /** All negative rows are there where nothing else is said. */
  public Approval {
    keptNegatives = requireNonNullElse(keptNegatives, 1.0);
  }

  static Approval of(
      OptionalDouble wanted,
      OptionalDouble threshold,
      ScoreDistribution scores,
      double keptNegatives) {
    var approved = below(threshold, scores);
    return new Approval(
        wanted,
        threshold,
        keptNegatives,
        scores.rows(),
        approved.rows(),
        approved.shareOf(RowsByClass.of(scores), keptNegatives));
  }

  /** How many of these rows are approved by the same threshold. */
  public RowsByClass approvedOf(ScoreDistribution scores) {
    return below(threshold, scores);
  }

  /** The same, its threshold told on another scale of the score. */
  public Approval withThreshold(OptionalDouble newThreshold) {
    return new Approval(wanted, newThreshold, keptNegatives, rows, approved, rate);
  }

  private static RowsByClass below(OptionalDouble threshold, ScoreDistribution scores) {
    long positives = 0;
    long negatives = 0;
    for (int i = 0; i < scores.size(); i++) {
      if (threshold.isPresent() && scores.score(i) >= threshold.getAsDouble()) {
        break;
      }
      positives += scores.positives(i);
      negatives += scores.negatives(i);
    }
    return new RowsByClass(positives, negatives);
  }
}
