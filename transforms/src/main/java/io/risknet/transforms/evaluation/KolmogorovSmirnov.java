package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far the cumulative score distributions of both classes are apart at most, and where: the
 * two-sided Kolmogorov-Smirnov statistic (Smirnov, "Table for estimating the goodness of fit of
 * empirical distributions", Annals of Mathematical Statistics 1948), the largest distance of the
 * ROC curve from the diagonal.
 *
 * <pre>{@code
 * OptionalDouble cutOff = KolmogorovSmirnov.of(scores).threshold();
 * }</pre>
 *
 * @param statistic the distance, from 0 to 1; as {@link BinaryMetrics#ks}
 * @param threshold the score from which on (itself included) rows are to be taken as positive for
 *     the shares below to be that far apart; the highest of several, the lowest score when all
 *     scores are equal
 * @param positiveShare the share of positive rows from the threshold on: the true positive rate
 * @param negativeShare the share of negative rows from the threshold on: the false positive rate
 * @param undefined why the others are empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KolmogorovSmirnov(
    OptionalDouble statistic,
    OptionalDouble threshold,
    OptionalDouble positiveShare,
    OptionalDouble negativeShare,
    Optional<String> undefined) {

  /** The statistic of a distribution. */
  public static KolmogorovSmirnov of(ScoreDistribution scores) {
    return of(scores, scores.positives(), scores.negatives());
  }

  /** With the totals of the distribution, for those who have them. */
  static KolmogorovSmirnov of(ScoreDistribution scores, long positives, long negatives) {
    var reason = Requirement.bothClasses(positives, negatives);
    if (reason.isPresent()) {
      var none = OptionalDouble.empty();
      return new KolmogorovSmirnov(none, none, none, none, reason);
    }
    long largest = 0;
    int position = 0;
    long positivesBelow = 0;
    long negativesBelow = 0;
    long positivesThere = 0;
    long negativesThere = 0;
    for (int i = 0; i < scores.size(); i++) {
      long distance = Math.abs(negativesBelow * positives - positivesBelow * negatives);
      // Where all distances are zero no score is better than the lowest.
      if (distance >= largest && distance > 0) {
        largest = distance;
        position = i;
        positivesThere = positivesBelow;
        negativesThere = negativesBelow;
      }
      positivesBelow += scores.positives(i);
      negativesBelow += scores.negatives(i);
    }
    return new KolmogorovSmirnov(
        OptionalDouble.of(largest / (double) Math.multiplyExact(positives, negatives)),
        OptionalDouble.of(scores.score(position)),
        OptionalDouble.of((positives - positivesThere) / (double) positives),
        OptionalDouble.of((negatives - negativesThere) / (double) negatives),
        Optional.empty());
  }
}
