package io.risknet.transforms.tuning;

import com.google.common.base.Ticker;
import io.risknet.transforms.evaluation.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far the search in this JVM is, for a display: {@code unitsDone} of {@code unitsTotal}. On a
 * cluster each process knows of its own units only; there, the counters {@code unitsTrained} and
 * {@code unitsReused} of {@link EvaluateTrials} tell the whole.
 */
public final class SearchProgress {
  private static final SearchProgress JVM = new SearchProgress(Ticker.systemTicker());

  private final Ticker ticker;
  private final Map<String, List<UnitResult>> results = new HashMap<>();
  private Objective objective = Objective.of(Metric.ROC_AUC);
  private int stage;
  private int stages;
  private int unitsTotal;
  private int unitsDone;
  private int unitsReused;
  private long start;

  /** Goes by a clock. */
  SearchProgress(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The progress of this JVM. */
  public static SearchProgress jvm() {
    return JVM;
  }

  /** Units of the search, of all rounds of suggestions so far. */
  public synchronized int unitsTotal() {
    return unitsTotal;
  }

  /** Units trained or found in the ledger. */
  public synchronized int unitsDone() {
    return unitsDone;
  }

  /** The name of the objective. */
  public synchronized String objective() {
    return objective.toString();
  }

  /** The best mean objective of the trials of which every fold is done. */
  public synchronized OptionalDouble best() {
    var finished =
        results.values().stream()
            .map(units -> TrialUnits.of(units, objective).row())
            .filter(Leaderboard.Row::hasAllFolds)
            .mapToDouble(Leaderboard.Row::mean);
    return objective.maximize() ? finished.max() : finished.min();
  }

  /**
   * Estimated time left for the units that are known, in seconds; empty before one is trained, and
   * while further rounds of suggestions are to come.
   */
  public synchronized OptionalLong secondsLeft() {
    return stage < stages - 1
        ? OptionalLong.empty()
        : secondsLeft(
            (ticker.read() - start) / 1e9, unitsDone - unitsReused, unitsTotal - unitsDone);
  }

  /**
   * Estimated time for the units that are left, in seconds; empty before one is trained.
   *
   * @param seconds since the search began
   * @param trained the units that were trained in that time
   * @param left those that are not done
   */
  public static OptionalLong secondsLeft(double seconds, int trained, int left) {
    return trained == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(seconds / trained * left));
  }

  synchronized void planned(Search search, int newStage, int units) {
    if (newStage == 0) {
      unitsTotal = 0;
      unitsDone = 0;
      unitsReused = 0;
      start = ticker.read();
      results.clear();
    }
    objective = search.objective();
    stage = newStage;
    stages = search.strategy().stages();
    unitsTotal += units;
  }

  synchronized void done(UnitResult result) {
    unitsDone++;
    unitsReused += result.reused() ? 1 : 0;
    results.computeIfAbsent(result.trial().id(), id -> new ArrayList<>()).add(result);
  }
}
