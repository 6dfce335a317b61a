package io.risknet.transforms.tuning;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of one trial on one fold.
 *
 * @param trial what was trained
 * @param fold the fold held out
 * @param rocAuc ROC AUC of the held-out rows after each number of rounds
 * @param seconds time the training took, when it was done
 * @param reused whether the ledger had it
 * @param worker the process that trained it, as {@code pid@host}
 * @param error why the training failed; empty when it did not
 */
public record UnitResult(
    Trial trial,
    int fold,
    SortedMap<Integer, Double> rocAuc,
    double seconds,
    boolean reused,
    String worker,
    String error) {

  /** Takes a copy of the map. */
  public UnitResult {
    // Ledgers of before have no errors, as they had no failed units.
    error = error == null ? "" : error;
    rocAuc = Collections.unmodifiableSortedMap(new TreeMap<>(rocAuc));
  }

  /** A training that went well. */
  static UnitResult of(
      TrialUnit unit, SortedMap<Integer, Double> rocAuc, double seconds, String worker) {
    return new UnitResult(unit.trial(), unit.fold(), rocAuc, seconds, false, worker, "");
  }

  /** A training that failed. */
  static UnitResult failed(TrialUnit unit, double seconds, String worker, String error) {
    return new UnitResult(
        unit.trial(), unit.fold(), new TreeMap<>(), seconds, false, worker, error);
  }

  /** Whether the training failed. */
  public boolean hasFailed() {
    return !error.isEmpty();
  }

  UnitResult with(SortedMap<Integer, Double> newRocAuc, boolean newReused) {
    return new UnitResult(trial, fold, newRocAuc, seconds, newReused, worker, error);
  }
}
