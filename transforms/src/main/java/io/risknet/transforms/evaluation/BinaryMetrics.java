package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well scores tell positive from negative rows, and how far they are probabilities.
 *
 * <p>A metric that the rows do not define (ROC AUC of one class only) is empty, absent in JSON, and
 * its reason is in {@code undefined}; none is ever {@code NaN}. Equal score distributions give
 * equal bits: sums are taken in ascending order of the score, counts are exact.
 *
 * @param rows rows with a score and a label: what the metrics are taken over
 * @param positives those with label 1
 * @param rocAuc the chance that a positive row scores above a negative one, a tie counting half
 *     (Hanley and McNeil 1982; computed as the Mann-Whitney statistic)
 * @param gini {@code 2 * rocAuc - 1}
 * @param ks the largest distance between the cumulative distributions of both classes (the
 *     two-sided Kolmogorov-Smirnov statistic)
 * @param averagePrecision the sum over thresholds of precision times the step in recall, without
 *     interpolation (scikit-learn's {@code average_precision_score})
 * @param logLoss the mean of {@code -ln} of the probability given to what came true, probabilities
 *     clipped to 2^-52 from 0 and 1 (scikit-learn's {@code log_loss} on doubles)
 * @param brier the mean squared distance of probability and label (Brier 1950)
 * @param unscored rows left out because they have no score
 * @param unlabelled rows left out because they have no label
 * @param undefined why a metric is empty, by its name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BinaryMetrics(
    long rows,
    long positives,
    OptionalDouble rocAuc,
    OptionalDouble gini,
    OptionalDouble ks,
    OptionalDouble averagePrecision,
    OptionalDouble logLoss,
    OptionalDouble brier,
    long unscored,
    long unlabelled,
    Map<String, String> undefined) {
  private static final double CLIP = 0x1p-52;

  /** Copies the reasons; an absent map is an empty one. */
  public BinaryMetrics {
    undefined = undefined == null ? Map.of() : ImmutableSortedMap.copyOf(undefined);
  }

  /** The metrics of a distribution. */
  public static BinaryMetrics of(ScoreDistribution scores) {
    long positives = scores.positives();
    long negatives = scores.negatives();
    long rows = positives + negatives;
    var undefined = ImmutableSortedMap.<String, String>naturalOrder();
    var rocAuc = OptionalDouble.empty();
    var gini = OptionalDouble.empty();
    var ks = OptionalDouble.empty();
    var averagePrecision = OptionalDouble.empty();
    var logLoss = OptionalDouble.empty();
    var brier = OptionalDouble.empty();
    var forRanks = Requirement.bothClasses(positives, negatives);
    if (forRanks.isEmpty()) {
      double auc = rocAuc(scores, positives, negatives);
      rocAuc = OptionalDouble.of(auc);
      gini = OptionalDouble.of(2 * auc - 1);
      ks = KolmogorovSmirnov.of(scores, positives, negatives).statistic();
    }
    forRanks.ifPresent(why -> undefined.put("rocAuc", why).put("gini", why).put("ks", why));
    var forPrecision = Requirement.positives(positives);
    if (forPrecision.isEmpty()) {
      averagePrecision = OptionalDouble.of(averagePrecision(scores, positives));
    }
    forPrecision.ifPresent(why -> undefined.put("averagePrecision", why));
    var forErrors = Requirement.probabilities(scores);
    if (forErrors.isEmpty()) {
      logLoss = OptionalDouble.of(logLoss(scores) / rows);
      brier = OptionalDouble.of(squaredErrors(scores) / rows);
    }
    forErrors.ifPresent(why -> undefined.put("logLoss", why).put("brier", why));
    return new BinaryMetrics(
        rows,
        positives,
        rocAuc,
        gini,
        ks,
        averagePrecision,
        logLoss,
        brier,
        scores.unscored(),
        scores.unlabelled(),
        undefined.buildOrThrow());
  }

  /** Pairs in halves, so that ties stay whole numbers and the sum is exact. */
  static double rocAuc(ScoreDistribution scores, long positives, long negatives) {
    long halfPairs = 0;
    long below = 0;
    for (int i = 0; i < scores.size(); i++) {
      long weight = Math.addExact(2 * below, scores.negatives(i));
      halfPairs = Math.addExact(halfPairs, Math.multiplyExact(scores.positives(i), weight));
      below += scores.negatives(i);
    }
    return halfPairs / (2.0 * Math.multiplyExact(positives, negatives));
  }

  private static double averagePrecision(ScoreDistribution scores, long positives) {
    double sum = 0;
    long hits = 0;
    long taken = 0;
    for (int i = scores.size() - 1; i >= 0; i--) {
      hits += scores.positives(i);
      taken += scores.positives(i) + scores.negatives(i);
      sum += scores.positives(i) * ((double) hits / taken);
    }
    return sum / positives;
  }

  /** StrictMath, because Math.log may differ in its last bit from one processor to another. */
  private static double logLoss(ScoreDistribution scores) {
    double sum = 0;
    for (int i = 0; i < scores.size(); i++) {
      long positives = scores.positives(i);
      long negatives = scores.negatives(i);
      // A logarithm is most of what a score costs, and mostly one of both counts is zero.
      sum -= positives == 0 ? 0 : positives * StrictMath.log(clip(scores.score(i)));
      sum -= negatives == 0 ? 0 : negatives * StrictMath.log(clip(1 - scores.score(i)));
    }
    return sum;
  }

  private static double clip(double probability) {
    return Math.min(1 - CLIP, Math.max(CLIP, probability));
  }

  static double squaredErrors(ScoreDistribution scores) {
    double sum = 0;
    for (int i = 0; i < scores.size(); i++) {
      double score = scores.score(i);
      sum += scores.positives(i) * (1 - score) * (1 - score);
      sum += scores.negatives(i) * score * score;
    }
    return sum;
  }
}
