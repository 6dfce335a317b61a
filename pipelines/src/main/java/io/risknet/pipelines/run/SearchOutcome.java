package io.risknet.pipelines.run;

import static java.util.Objects.requireNonNullElse;

import com.google.common.math.Stats;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.tuning.Objective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a search came to, as {@link RunManifest} keeps it.
 *
 * @param strategy how points were chosen
 * @param folding how rows were put into the folds of cross-validation
 * @param objective what makes one point better than another
 * @param trials how many points
 * @param failedTrials how many of them failed
 * @param lateTrials how many of them were not given all that was planned, as the time of the search
 *     was over; 0 in manifests of before this was recorded
 * @param units how many trainings, one a point and fold
 * @param reused how many of them an earlier attempt had finished
 * @param features how many columns the winner's plan gives to the learner; absent in manifests of
 *     before this was recorded
 * @param bestTrial the winner's id
 * @param bestPlace its place in the leaderboard, from 1: another than the first where the
 *     one-standard-error rule took a cheaper trial; absent in manifests of before this was recorded
 * @param cheapest whether the one-standard-error rule took it in the place of the best: another
 *     trial, or the first after fewer rounds
 * @param bestLearner its learner
 * @param bestParameters its parameters, {@code rounds} among them
 * @param bestScore its cross-validated objective: a selected one, so optimistic
 * @param testScore the objective of the model on the test part, which nothing was selected on;
 *     before any calibration, as is the selected score
 * @param optimism how much better the selected score is than that of the test; below 0 where it is
 *     worse. Time goes by between both parts, so it tells of drift as well
 * @param refitOn the parts that the model was trained on
 * @param leaks the columns known only after the decision that the model goes by, as {@code
 *     --allowLeakage} named them
 * @param declaredHonest the other columns that it goes by only because {@code --allowLeakage} named
 *     them: what they tell would have stopped the run
 * @param leakageCheck whether columns that are too good to be true would have stopped the run;
 *     absent in manifests of before this was recorded
 * @param nested what nested cross-validation says of the search; absent when not asked for
 */
public record SearchOutcome(
    String strategy,
    Folding folding,
    String objective,
    int trials,
    int failedTrials,
    int lateTrials,
    int units,
    int reused,
    OptionalInt features,
    String bestTrial,
    OptionalInt bestPlace,
    boolean cheapest,
    String bestLearner,
    Map<String, Object> bestParameters,
    double bestScore,
    OptionalDouble testScore,
    OptionalDouble optimism,
    String refitOn,
    List<String> leaks,
    List<String> declaredHonest,
    Optional<Boolean> leakageCheck,
    Optional<Nested> nested) {

  /** Manifests of before these were recorded have none of them. */
  public SearchOutcome {
    bestPlace = requireNonNullElse(bestPlace, OptionalInt.empty());
    cheapest = cheapest || (bestPlace.orElse(1) != 1);
    leaks = leaks == null ? List.of() : List.copyOf(leaks);
    declaredHonest = declaredHonest == null ? List.of() : List.copyOf(declaredHonest);
  }

  /**
   * How well the search does, the choice of a winner included, on rows that it has not seen.
   *
   * @param score the mean objective over the folds that were left out in turn
   * @param standardError of the mean
   * @param optimism how much better the selected score is than this one; absent in manifests of
   *     before this was recorded
   * @param folds the objective on each
   */
  public record Nested(
      double score, double standardError, OptionalDouble optimism, List<Double> folds) {

    /** Sums up what the folds gave, which are at least two. */
    public static Nested of(List<Double> folds, Objective objective, double selectedScore) {
      var stats = Stats.of(folds);
      return new Nested(
          stats.mean(),
          stats.sampleStandardDeviation() / Math.sqrt(folds.size()),
          OptionalDouble.of(objective.gain(selectedScore, stats.mean())),
          folds);
    }
  }
}
