package io.risknet.transforms.tuning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far the search in this JVM is, for a display: {@code unitsDone} of {@code unitsTotal}. On a
 * cluster each process knows of its own units only; there, the counters {@code unitsTrained} and
 * {@code unitsReused} of {@link EvaluateTrials} tell the whole.
 */
public final class SearchProgress {
  private static final SearchProgress JVM = new SearchProgress();

  private final Map<String, List<UnitResult>> results = new HashMap<>();
  private int unitsTotal;
  private int unitsDone;

  private SearchProgress() {}

  /** The progress of this JVM. */
  public static SearchProgress jvm() {
    return JVM;
  }

  /** Units of the search that was planned last. */
  public synchronized int unitsTotal() {
    return unitsTotal;
  }

  /** Units trained or found in the ledger. */
  public synchronized int unitsDone() {
    return unitsDone;
  }

  /** The best mean ROC AUC of the trials of which every fold is done. */
  public synchronized OptionalDouble best() {
    return results.values().stream()
        .filter(units -> units.size() == units.get(0).trial().folds())
        .map(units -> Leaderboard.of(units).rows().get(0))
        .filter(Leaderboard.Row::hasAllFolds)
        .mapToDouble(Leaderboard.Row::mean)
        .max();
  }

  synchronized void planned(int units) {
    unitsTotal = units;
    unitsDone = 0;
    results.clear();
  }

  synchronized void done(UnitResult result) {
    unitsDone++;
    results.computeIfAbsent(result.trial().id(), id -> new ArrayList<>()).add(result);
  }
}
