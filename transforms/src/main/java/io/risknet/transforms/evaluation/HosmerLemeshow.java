package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The test of Hosmer and Lemeshow whether probabilities agree with what was observed, group by
 * group of equally many rows, the deciles of risk ("Goodness of fit tests for the multiple logistic
 * regression model", Communications in Statistics 1980; Hosmer, Lemeshow and Sturdivant, "Applied
 * Logistic Regression", 2013, section 5.2.2). A small p-value speaks against calibration; with very
 * many rows it does so for deviations that do not matter.
 *
 * <p>Equal probabilities are in one group, so that there may be fewer groups than asked for.
 *
 * <pre>{@code
 * var test = HosmerLemeshow.ofNewRows(scores, 10);
 * }</pre>
 *
 * @param groups the groups, in ascending order of risk
 * @param statistic the sum over groups of the squared distance of observed and expected positive
 *     rows, divided by the variance of that number
 * @param degreesOfFreedom of the chi-squared distribution that the statistic has when calibrated
 * @param pValue the chance of a statistic at least as large
 * @param undefined why statistic and p-value are empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HosmerLemeshow(
    List<ScoreBin> groups,
    OptionalDouble statistic,
    int degreesOfFreedom,
    OptionalDouble pValue,
    Optional<String> undefined) {

  /** Copies the groups; an absent list is an empty one. */
  public HosmerLemeshow {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /** On rows that the model was not fitted on: as many degrees of freedom as groups. */
  public static HosmerLemeshow ofNewRows(ScoreDistribution scores, int groups) {
    return of(scores, groups, 0);
  }

  /** On the rows that the model was fitted on: two degrees of freedom fewer. */
  public static HosmerLemeshow ofFittedRows(ScoreDistribution scores, int groups) {
    return of(scores, groups, 2);
  }

  private static HosmerLemeshow of(ScoreDistribution scores, int groups, int fitted) {
    checkArgument(groups >= 3, "The test needs at least 3 groups, not %s.", groups);
    var reason = Requirement.probabilities(scores);
    if (reason.isPresent()) {
      return undefined(List.of(), reason.get());
    }
    var cut = Binning.equalRows(groups).cut(scores);
    if (cut.size() < 3) {
      return undefined(
          cut,
          "It needs at least 3 groups; %d rows with %d different probabilities make %d."
              .formatted(scores.rows(), scores.size(), cut.size()));
    }
    var certain = cut.stream().filter(HosmerLemeshow::isRefuted).findFirst();
    if (certain.isPresent()) {
      return undefined(
          cut,
          "A group of %d rows has the probability %s throughout, and %d of them are positive."
              .formatted(
                  certain.get().rows(), certain.get().meanScore(), certain.get().positives()));
    }
    double statistic = cut.stream().mapToDouble(HosmerLemeshow::term).sum();
    int degrees = cut.size() - fitted;
    return new HosmerLemeshow(
        cut,
        OptionalDouble.of(statistic),
        degrees,
        OptionalDouble.of(ChiSquaredDistribution.of(degrees).survivalProbability(statistic)),
        Optional.empty());
  }

  private static HosmerLemeshow undefined(List<ScoreBin> groups, String reason) {
    return new HosmerLemeshow(
        groups, OptionalDouble.empty(), 0, OptionalDouble.empty(), Optional.of(reason));
  }

  /** Whether a group was certain and wrong: the statistic would be infinite. */
  private static boolean isRefuted(ScoreBin group) {
    return variance(group) == 0 && group.meanScore() != group.observed();
  }

  private static double term(ScoreBin group) {
    double excess = group.positives() - group.rows() * group.meanScore();
    return variance(group) == 0 ? 0 : excess * excess / variance(group);
  }

  private static double variance(ScoreBin group) {
    return group.rows() * group.meanScore() * (1 - group.meanScore());
  }
}
