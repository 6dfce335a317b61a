package io.risknet.pipelines.train;

import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.tuning.Leaderboard;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the manifest tells of a search before it has begun.
 *
 * @param strategy how points are chosen
 * @param folding how rows are put into the folds of cross-validation
 * @param refitOn the parts that the model is trained on
 * @param allowed the columns that features may read although the leakage guard would stop the run
 * @param leakageCheck whether the run stops for columns that are too good to be true
 */
record SearchSetup(
    String strategy, Folding folding, String refitOn, AllowedLeakage allowed, boolean leakageCheck)
    implements Serializable {

  /**
   * What there is to tell once it has ended.
   *
   * @param model the columns of the winner
   * @param suspects its feature columns that are too good to be true
   * @param test the metrics of the test part, before any calibration as those of the search
   * @param nested those of nested cross-validation by fold, if that was asked for
   */
  SearchOutcome ended(
      Leaderboard leaderboard,
      ModelColumns model,
      Set<String> suspects,
      BinaryMetrics test,
      Optional<Map<String, BinaryMetrics>> nested) {
    var winner = leaderboard.winner();
    var objective = leaderboard.objective();
    var point = winner.trial().point();
    var parameters = new TreeMap<String, Object>(point.plan());
    parameters.putAll(point.parameters());
    parameters.put("rounds", winner.rounds());
    var rows = leaderboard.rows();
    var trials = rows.stream().map(row -> row.trial().id()).toList();
    double testScore = objective.value(test);
    return new SearchOutcome(
        strategy,
        folding,
        winner.objective(),
        rows.size(),
        (int) rows.stream().filter(row -> row.status() == Leaderboard.Status.FAILED).count(),
        (int) rows.stream().filter(row -> row.skipped() > 0).count(),
        rows.stream().mapToInt(Leaderboard.Row::units).sum(),
        rows.stream().mapToInt(Leaderboard.Row::reused).sum(),
        OptionalInt.of(model.features().size()),
        winner.trial().id(),
        OptionalInt.of(1 + trials.indexOf(winner.trial().id())),
        !winner.equals(leaderboard.best()),
        point.learner(),
        parameters,
        winner.selectedScore(),
        defined(testScore),
        defined(objective.gain(winner.selectedScore(), testScore)),
        refitOn,
        allowed.leaks(model),
        allowed.declaredHonest(model, suspects),
        Optional.of(leakageCheck),
        nested.map(
            folds ->
                SearchOutcome.Nested.of(
                    new TreeMap<>(folds).values().stream().map(objective::value).toList(),
                    objective,
                    winner.selectedScore())));
  }

  private static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
