package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Two models' ROC AUC on the same rows, and the test of DeLong, DeLong and Clarke-Pearson
 * (Biometrics 1988) whether they differ, which minds that a row's scores go together. It is for
 * rows that neither model was fitted on.
 *
 * <pre>{@code
 * var compared = AucDifference.of(champion, challenger, labels, 0.95);
 * boolean better = compared.difference().lower().orElse(0) > 0;
 * }</pre>
 *
 * @param rows those with both scores and a label: what is compared
 * @param positives those with label 1
 * @param first the first model's ROC AUC
 * @param second the second's
 * @param difference the second's less the first's
 * @param z the difference in standard errors
 * @param pValue the chance of a difference at least as large, either way, between models that rank
 *     equally well; it and {@code z} are empty where the difference has no limits
 * @param unscored rows left out because a score is missing
 * @param unlabelled rows left out because the label is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AucDifference(
    long rows,
    long positives,
    Interval first,
    Interval second,
    Interval difference,
    OptionalDouble z,
    OptionalDouble pValue,
    long unscored,
    long unlabelled) {
  private static final String METHOD = "DeLong, paired";

  /**
   * Compares the models' scores row by row.
   *
   * @param first one model's scores; {@code NaN} or infinity where it has none
   * @param second the other's, of the same rows
   * @param labels 1 or 0; {@code NaN} where unknown
   * @param level of the intervals, such as 0.95
   * @throws IllegalArgumentException when the lengths differ, or a label is another number
   */
  public static AucDifference of(double[] first, double[] second, double[] labels, double level) {
    checkArgument(
        first.length == labels.length && second.length == labels.length,
        "There are %s and %s scores and %s labels.",
        first.length,
        second.length,
        labels.length);
    int[] labelled =
        IntStream.range(0, labels.length).filter(row -> !Double.isNaN(labels[row])).toArray();
    int[] rows =
        IntStream.of(labelled)
            .filter(row -> Double.isFinite(first[row]) && Double.isFinite(second[row]))
            .toArray();
    return compared(
        take(first, rows),
        take(second, rows),
        take(labels, rows),
        level,
        labelled.length - rows.length,
        labels.length - labelled.length);
  }

  private static AucDifference compared(
      double[] first,
      double[] second,
      double[] labels,
      double level,
      long unscored,
      long unlabelled) {
    var scores1 = ScoreDistribution.of(first, labels);
    var scores2 = ScoreDistribution.of(second, labels);
    var area1 = DeLong.rocAuc(scores1, level);
    var area2 = DeLong.rocAuc(scores2, level);
    var difference =
        area1.estimate().isEmpty()
            ? Interval.undefined(
                OptionalDouble.empty(), level, METHOD, area1.undefined().orElseThrow())
            : difference(
                scores1,
                area2.estimate().orElseThrow() - area1.estimate().getAsDouble(),
                Placements.ofRows(scores1, first, labels),
                Placements.ofRows(scores2, second, labels),
                labels,
                level);
    var z =
        difference.standardError().stream()
            .map(error -> difference.estimate().orElseThrow() / error)
            .findFirst();
    return new AucDifference(
        scores1.rows(),
        scores1.positives(),
        area1,
        area2,
        difference,
        z,
        z.stream().map(AucDifference::twoSided).findFirst(),
        unscored,
        unlabelled);
  }

  /** The variance is that of the differences of each row's two placements. */
  private static Interval difference(
      ScoreDistribution rows,
      double estimate,
      double[] placements1,
      double[] placements2,
      double[] labels,
      double level) {
    var squares = new double[2];
    for (int row = 0; row < labels.length; row++) {
      squares[(int) labels[row]] += DeLong.square(placements2[row] - placements1[row] - estimate);
    }
    return DeLong.interval(
        estimate, squares, rows.positives(), rows.negatives(), -1, level, METHOD);
  }

  private static double twoSided(double z) {
    return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
  }

  private static double[] take(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }
}
