package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The cheapest threshold on these rows, and what comes of it. It is a selected one: on other rows
 * it costs more than here, so choose it on validation rows and tell its cost on the test's.
 *
 * <pre>{@code
 * var cutOff = CutOff.cheapest(validation, new CostMatrix(1, 12));
 * var onTest = ConfusionMatrix.at(test, cutOff.threshold().orElseThrow());
 * }</pre>
 *
 * @param costs what mistakes cost
 * @param threshold rows from this score on, itself included, are taken as positive; the highest of
 *     several that are as cheap. Empty when taking no row is cheapest, or there is no row
 * @param cost of all mistakes
 * @param matrix what becomes of the rows
 * @param undefined why there is neither threshold nor cost
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CutOff(
    CostMatrix costs,
    OptionalDouble threshold,
    OptionalDouble cost,
    ConfusionMatrix matrix,
    Optional<String> undefined) {

  /** Looks at every distinct score, and at taking none. */
  public static CutOff cheapest(ScoreDistribution scores, CostMatrix costs) {
    var reason = Requirement.rows(scores);
    if (reason.isPresent()) {
      return new CutOff(
          costs,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          ConfusionMatrix.of(scores, 0, 0),
          reason);
    }
    long missed = scores.positives();
    long falseAlarms = 0;
    double least = costs.of(0, missed);
    var threshold = OptionalDouble.empty();
    for (int i = scores.size() - 1; i >= 0; i--) {
      missed -= scores.positives(i);
      falseAlarms += scores.negatives(i);
      double cost = costs.of(falseAlarms, missed);
      if (cost < least) {
        least = cost;
        threshold = OptionalDouble.of(scores.score(i));
      }
    }
    var matrix =
        threshold.isPresent()
            ? ConfusionMatrix.at(scores, threshold.getAsDouble())
            : ConfusionMatrix.of(scores, 0, 0);
    return new CutOff(costs, threshold, OptionalDouble.of(least), matrix, Optional.empty());
  }
}
