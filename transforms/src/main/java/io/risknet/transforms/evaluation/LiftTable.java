package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;

/**
 * Lift and gains, group by group of equally many rows, the highest scores first: how many of the
 * positive rows a share of all rows holds (the CAP curve of Sobehart, Keenan and Stein,
 * "Benchmarking quantitative default risk models", Moody's 2000).
 *
 * <p>Rows with equal scores are in one group, since no cut-off could part them; where there are few
 * rows, or many equal scores, there are fewer groups, and {@link Group#cumulativeShare} tells what
 * they hold.
 *
 * <pre>{@code
 * double inTopDecile = LiftTable.of(scores, 10).groups().get(0).gain();
 * }</pre>
 *
 * @param groups the highest scores first
 * @param undefined why there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LiftTable(List<Group> groups, Optional<String> undefined) {

  /**
   * One of the groups.
   *
   * @param lowest the lowest score that a row of it has
   * @param highest the highest
   * @param rows how many rows it holds
   * @param positives those with label 1
   * @param rate its share of positive rows
   * @param lift that share to the share of positive rows in all
   * @param cumulativeShare the share of all rows that is in this group and those before it
   * @param gain the share of all positive rows that is in them
   * @param cumulativeLift their share of positive rows to that in all
   */
  public record Group(
      double lowest,
      double highest,
      long rows,
      long positives,
      double rate,
      double lift,
      double cumulativeShare,
      double gain,
      double cumulativeLift) {}

  /** Copies the groups; an absent list is an empty one. */
  public LiftTable {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /** The table of a distribution, of at most so many groups. */
  public static LiftTable of(ScoreDistribution scores, int groups) {
    return of(scores, Binning.equalRows(groups).cut(scores));
  }

  /** The table of bins of a distribution, which ascend. */
  static LiftTable of(ScoreDistribution scores, List<ScoreBin> bins) {
    double positives = scores.positives();
    var reason = Requirement.positives(scores.positives());
    if (reason.isPresent()) {
      return new LiftTable(List.of(), reason);
    }
    double rows = scores.rows();
    long rowsTaken = 0;
    long positivesTaken = 0;
    var table = ImmutableList.<Group>builder();
    for (var bin : Lists.reverse(bins)) {
      rowsTaken += bin.rows();
      positivesTaken += bin.positives();
      double gain = positivesTaken / positives;
      table.add(
          new Group(
              bin.lowest(),
              bin.highest(),
              bin.rows(),
              bin.positives(),
              bin.observed(),
              bin.positives() * rows / (bin.rows() * positives),
              rowsTaken / rows,
              gain,
              gain * rows / rowsTaken));
    }
    return new LiftTable(table.build(), Optional.empty());
  }
}
