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
 */
public record UnitResult(
    Trial trial,
    int fold,
    SortedMap<Integer, Double> rocAuc,
    double seconds,
    boolean reused,
    String worker) {

  /** Takes a copy of the map. */
  public UnitResult {
    rocAuc = Collections.unmodifiableSortedMap(new TreeMap<>(rocAuc));
  }
}
