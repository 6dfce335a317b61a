package io.risknet.pipelines.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.ConfusionMatrix;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.CutOff;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model decides at the threshold of least cost on the validation rows: there, and on the
 * test rows, by which nothing was chosen.
 *
 * @param costs of the mistakes on these rows
 * @param threshold rows from this score on are taken as positive, on the scale of the scores that
 *     the model gives; empty when taking no row is cheapest, or nothing is defined
 * @param parts what comes of it in {@code validation} and {@code test}; empty when nothing is
 *     defined
 * @param undefined why nothing is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OperatingPoint(
    CostMatrix costs,
    OptionalDouble threshold,
    Map<String, Decisions> parts,
    Optional<String> undefined) {

  /** Copies the map; an absent one is empty. */
  public OperatingPoint {
    parts = parts == null ? Map.of() : ImmutableMap.copyOf(parts);
  }

  /**
   * What becomes of the rows of a part.
   *
   * @param matrix right and wrong decisions
   * @param precision the share of positive rows in those that are taken
   * @param recall the share of the positive rows that is taken
   * @param specificity the share of the negative rows that is not
   * @param f1 the harmonic mean of precision and recall
   * @param cost of all mistakes
   * @param undefined why rates are absent, by their names
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Decisions(
      ConfusionMatrix matrix,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble specificity,
      OptionalDouble f1,
      double cost,
      Map<String, String> undefined) {

    /** Copies the map; an absent one is empty. */
    public Decisions {
      undefined = undefined == null ? Map.of() : ImmutableSortedMap.copyOf(undefined);
    }

    static Decisions of(ConfusionMatrix matrix, CostMatrix costs) {
      return new Decisions(
          matrix,
          matrix.precision(),
          matrix.recall(),
          matrix.specificity(),
          matrix.fBeta(1),
          costs.of(matrix),
          matrix.undefined());
    }
  }

  /**
   * Judges a threshold.
   *
   * @param chosen on the validation rows
   * @param test the scores of the test rows
   */
  public static OperatingPoint of(CutOff chosen, ScoreDistribution test) {
    var costs = chosen.costs();
    if (chosen.undefined().isPresent()) {
      return new OperatingPoint(costs, OptionalDouble.empty(), Map.of(), chosen.undefined());
    }
    // No score is as high, so that none is taken where there is no threshold.
    double threshold = chosen.threshold().orElse(Double.POSITIVE_INFINITY);
    return new OperatingPoint(
        costs,
        chosen.threshold(),
        ImmutableMap.of(
            "validation", Decisions.of(chosen.matrix(), costs),
            "test", Decisions.of(ConfusionMatrix.at(test, threshold), costs)),
        Optional.empty());
  }

  /** The same with its threshold on another scale. */
  public OperatingPoint withThreshold(OptionalDouble newThreshold) {
    return new OperatingPoint(costs, newThreshold, parts, undefined);
  }
}
