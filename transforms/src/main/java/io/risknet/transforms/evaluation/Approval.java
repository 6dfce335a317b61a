package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;

/**
 * What an {@link ApprovalRule} comes to on a set of rows.
 *
 * @param wanted the share of the rows that was to be approved; absent where a threshold was given
 * @param threshold rows that score below are approved; absent when all are
 * @param rows rows with a score and a label
 * @param approved those that are approved
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Approval(OptionalDouble wanted, OptionalDouble threshold, long rows, long approved) {

  /** How many of these rows are approved by the same threshold. */
  public long approvedOf(ScoreDistribution scores) {
    return rowsBelow(threshold, scores);
  }

  /** The same, its threshold told on another scale of the score. */
  public Approval withThreshold(OptionalDouble newThreshold) {
    return new Approval(wanted, newThreshold, rows, approved);
  }

  static long rowsBelow(OptionalDouble threshold, ScoreDistribution scores) {
    long below = 0;
    for (int i = 0; i < scores.size(); i++) {
      if (threshold.isPresent() && scores.score(i) >= threshold.getAsDouble()) {
        return below;
      }
      below += scores.rows(i);
    }
    return below;
  }
}
