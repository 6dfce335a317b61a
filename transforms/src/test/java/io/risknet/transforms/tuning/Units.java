package io.risknet.transforms.tuning;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.training.DataFingerprint;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Made-up trials and results. */
final class Units {
  static final Objective ROC_AUC = Search.of(Grid.defaults()).objective();

  private Units() {}

  /** A trial of XGBoost on two folds. */
  static Trial trial(String id, Map<String, Double> parameters) {
    return new Trial(id, point(parameters), 2, 1);
  }

  static Point point(Map<String, Double> parameters) {
    return new Point("xgboost", ImmutableSortedMap.of(), new TreeMap<>(parameters));
  }

  static SearchSpace space(Map<String, Dimension> dimensions, int... rounds) {
    return space(dimensions, Rounds.of(rounds));
  }

  static SearchSpace space(Map<String, Dimension> dimensions, Rounds rounds) {
    return SearchSpace.of(LearnerSpace.of(XGBoostLearner.defaults(), dimensions, rounds));
  }

  static TrialUnit unit(Trial trial, int fold, Integer... rounds) {
    return unit(trial, fold, new Budget(0, 1, List.of(rounds), false), 0);
  }

  static TrialUnit unit(Trial trial, int fold, Budget budget, int patience) {
    return new TrialUnit(
        trial, fold, budget, patience, DataFingerprint.EMPTY, "fits", Long.MAX_VALUE);
  }

  /** A unit that took one and a half seconds. */
  static UnitResult done(Trial trial, int fold, Map<Integer, Double> rocAuc) {
    return UnitResult.done(
        unit(trial, fold, rocAuc.keySet().toArray(Integer[]::new)),
        metrics(rocAuc),
        false,
        1.5,
        "1@host");
  }

  /** The same from the ledger. */
  static UnitResult reused(Trial trial, int fold, Map<Integer, Double> rocAuc) {
    return done(trial, fold, rocAuc)
        .reusedFor(unit(trial, fold, rocAuc.keySet().toArray(Integer[]::new)))
        .orElseThrow();
  }

  static SortedMap<Integer, BinaryMetrics> metrics(Map<Integer, Double> rocAuc) {
    var metrics = new TreeMap<Integer, BinaryMetrics>();
    rocAuc.forEach((rounds, area) -> metrics.put(rounds, metrics(area, 0.5)));
    return metrics;
  }

  /** KS is 0.3, average precision 0.4 and the Brier score 0.1. */
  static BinaryMetrics metrics(double rocAuc, double logLoss) {
    return new BinaryMetrics(
        10,
        3,
        OptionalDouble.of(rocAuc),
        OptionalDouble.of(2 * rocAuc - 1),
        OptionalDouble.of(0.3),
        OptionalDouble.of(0.4),
        OptionalDouble.of(logLoss),
        OptionalDouble.of(0.1),
        0,
        0,
        Map.of());
  }

  static SortedMap<Integer, Double> rocAuc(UnitResult result) {
    var areas = new TreeMap<Integer, Double>();
    result.metrics().forEach((rounds, of) -> areas.put(rounds, of.rocAuc().orElseThrow()));
    return areas;
  }
}
