package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of the rows when those with a score of at least a threshold are taken as positive,
 * and the rates that follow (van Rijsbergen, "Information Retrieval", 1979, for {@link #fBeta}). A
 * rate with nothing to divide by is empty, and its reason is in {@link #undefined}.
 *
 * <pre>{@code
 * var matrix = ConfusionMatrix.at(scores, 0.2);
 * OptionalDouble f2 = matrix.fBeta(2);
 * }</pre>
 *
 * @param truePositives positive rows that were taken
 * @param falsePositives negative rows that were taken
 * @param trueNegatives negative rows that were not
 * @param falseNegatives positive rows that were not
 */
public record ConfusionMatrix(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

  /**
   * The matrix at a threshold.
   *
   * @throws IllegalArgumentException when the threshold is not a number
   */
  public static ConfusionMatrix at(ScoreDistribution scores, double threshold) {
    checkArgument(!Double.isNaN(threshold), "The threshold must be a number.");
    long positives = 0;
    long negatives = 0;
    for (int i = scores.size() - 1; i >= 0 && scores.score(i) >= threshold; i--) {
      positives += scores.positives(i);
      negatives += scores.negatives(i);
    }
    return of(scores, positives, negatives);
  }

  /** The matrix when so many are taken. */
  static ConfusionMatrix of(ScoreDistribution scores, long positives, long negatives) {
    return new ConfusionMatrix(
        positives, negatives, scores.negatives() - negatives, scores.positives() - positives);
  }

  /** The share of positive rows in those that were taken. */
  public OptionalDouble precision() {
    return rate(truePositives, truePositives + falsePositives);
  }

  /** The share of the positive rows that was taken: the true positive rate, or sensitivity. */
  public OptionalDouble recall() {
    return rate(truePositives, truePositives + falseNegatives);
  }

  /** The share of the negative rows that was not taken. */
  public OptionalDouble specificity() {
    return rate(trueNegatives, trueNegatives + falsePositives);
  }

  /** The share of rows that were told rightly. */
  public OptionalDouble accuracy() {
    long right = truePositives + trueNegatives;
    return rate(right, right + falsePositives + falseNegatives);
  }

  /**
   * The weighted harmonic mean of precision and recall: {@code (1 + b^2) TP / ((1 + b^2) TP + b^2
   * FN + FP)}.
   *
   * @param beta how many times as much recall counts as precision, above 0
   */
  public OptionalDouble fBeta(double beta) {
    checkArgument(
        beta > 0 && Double.isFinite(beta), "Beta must be a number above 0, not %s.", beta);
    double square = beta * beta;
    double hits = (1 + square) * truePositives;
    double all = hits + square * falseNegatives + falsePositives;
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(hits / all);
  }

  /** Why rates are empty, by their names. */
  public Map<String, String> undefined() {
    var reasons = ImmutableSortedMap.<String, String>naturalOrder();
    if (precision().isEmpty()) {
      reasons.put("precision", "No row has a score of at least the threshold.");
    }
    if (recall().isEmpty()) {
      reasons.put("recall", "It needs positive rows; there is none.");
    }
    if (specificity().isEmpty()) {
      reasons.put("specificity", "It needs negative rows; there is none.");
    }
    if (accuracy().isEmpty()) {
      reasons.put("accuracy", "There is no row with a score and a label.");
    }
    if (fBeta(1).isEmpty()) {
      reasons.put("fBeta", "No row is positive, and none was taken as such.");
    }
    return reasons.buildOrThrow();
  }

  /**
   * Confidence intervals of {@code precision}, {@code recall}, {@code specificity} and {@code f1},
   * by their names. The threshold is held fixed, so the rows must not be those that it was chosen
   * by.
   */
  public SortedMap<String, Interval> intervals(Bootstrap bootstrap) {
    // Of a row's score it matters only on which side of the threshold it is.
    var sides = new ScoreDistribution.Builder(2, true);
    sides.add(0, falseNegatives, trueNegatives);
    sides.add(1, truePositives, falsePositives);
    var intervals =
        new TreeMap<>(bootstrap.intervals(sides.build(0, 0), drawn -> at(drawn, 1).rates()));
    var reasons = new TreeMap<>(undefined());
    Optional.ofNullable(reasons.get("fBeta")).ifPresent(why -> reasons.put("f1", why));
    intervals.replaceAll(
        (name, interval) ->
            reasons.containsKey(name)
                ? interval.undefined(reasons.get(name))
                : interval.within(0, 1));
    return ImmutableSortedMap.copyOfSorted(intervals);
  }

  private Map<String, OptionalDouble> rates() {
    return Map.of(
        "precision", precision(), "recall", recall(), "specificity", specificity(), "f1", fBeta(1));
  }

  private static OptionalDouble rate(long part, long all) {
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / (double) all);
  }
}
