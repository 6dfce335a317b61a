package io.risknet.pipelines.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.Bootstrap;
import io.risknet.transforms.evaluation.ConfusionMatrix;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.CutOff;
import io.risknet.transforms.evaluation.Interval;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model decides at the threshold of least cost on the validation rows: there, and on the
 * test rows, by which nothing was chosen.
 *
 * @param costs of mistakes, as the spec has them
 * @param keptNegatives the share of the negative rows that the table holds, if not all: a false
 *     positive then counts for all that it stands for, {@code 1 / keptNegatives} times
 * @param threshold rows from this score on are taken as positive, on the scale of the scores that
 *     the model gives; empty when taking no row is cheapest, or nothing is defined
 * @param parts what comes of it in {@code validation} and {@code test}; empty when nothing is
 *     defined
 * @param undefined why nothing is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OperatingPoint(
    CostMatrix costs,
    OptionalDouble keptNegatives,
    OptionalDouble threshold,
    Map<String, Decisions> parts,
    Optional<String> undefined) {
  private static final long SEED = 1;

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
   * @param intervals of these four by their names, the threshold held fixed; none of the validation
   *     rows, by which it was chosen
   * @param cost of all mistakes
   * @param costOfNone what it would be were no row taken
   * @param costOfAll what it would be were every row taken
   * @param undefined why rates are absent, by their names
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Decisions(
      ConfusionMatrix matrix,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble specificity,
      OptionalDouble f1,
      Map<String, Interval> intervals,
      double cost,
      double costOfNone,
      double costOfAll,
      Map<String, String> undefined) {

    /** Copies the maps; an absent one is empty. */
    public Decisions {
      intervals = intervals == null ? Map.of() : ImmutableSortedMap.copyOf(intervals);
      undefined = undefined == null ? Map.of() : ImmutableSortedMap.copyOf(undefined);
    }

    static Decisions of(ConfusionMatrix matrix, CostMatrix costs, Map<String, Interval> intervals) {
      long positives = matrix.truePositives() + matrix.falseNegatives();
      long negatives = matrix.falsePositives() + matrix.trueNegatives();
      return new Decisions(
          matrix,
          matrix.precision(),
          matrix.recall(),
          matrix.specificity(),
          matrix.fBeta(1),
          intervals,
          costs.of(matrix),
          costs.of(new ConfusionMatrix(0, 0, negatives, positives)),
          costs.of(new ConfusionMatrix(positives, negatives, 0, 0)),
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
    var none = OptionalDouble.empty();
    if (chosen.undefined().isPresent()) {
      return new OperatingPoint(costs, none, none, Map.of(), chosen.undefined());
    }
    // No score is as high, so that none is taken where there is no threshold.
    double threshold = chosen.threshold().orElse(Double.POSITIVE_INFINITY);
    var onTest = ConfusionMatrix.at(test, threshold);
    return new OperatingPoint(
        costs,
        none,
        chosen.threshold(),
        ImmutableMap.of(
            "validation", Decisions.of(chosen.matrix(), costs, Map.of()),
            "test", Decisions.of(onTest, costs, onTest.intervals(Bootstrap.of(SEED)))),
        Optional.empty());
  }

  /**
   * The same where the rows hold only a share of the negative ones.
   *
   * @param kept that share, by which the costs that it was chosen by are weighed
   * @param stated the costs before that
   * @param corrected the threshold on the scale of the scores that the model gives
   */
  public OperatingPoint ofSample(double kept, CostMatrix stated, OptionalDouble corrected) {
    return new OperatingPoint(stated, OptionalDouble.of(kept), corrected, parts, undefined);
  }
}
