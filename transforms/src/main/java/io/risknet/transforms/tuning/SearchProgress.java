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
  private final TimeLeft left = new TimeLeft();
  private int unitsPlanned;
  private int unitsAhead;
  private int unitsDone;
  private long start;

  /** Goes by a clock. */
  SearchProgress(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The progress of this JVM. */
  public static SearchProgress jvm() {
    return JVM;
  }

  /** Units of the search, with those that later rounds of suggestions are going to have. */
  public synchronized int unitsTotal() {
    return unitsPlanned + unitsAhead;
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

  /** Estimated time left, in seconds; empty before a unit is trained. */
  public synchronized OptionalLong secondsLeft() {
    return left.seconds((ticker.read() - start) / 1e9);
  }

  /** Forgets a search, before there is another one. */
  public synchronized void reset() {
    unitsPlanned = 0;
    unitsAhead = 0;
    unitsDone = 0;
    results.clear();
  }

  synchronized void planned(SearchPlan plan) {
    if (plan.stage() == 0) {
      reset();
      start = ticker.read();
    }
    objective = plan.objective();
    unitsPlanned += plan.units();
    unitsAhead = plan.unitsAhead();
    left.planned(plan.stage(), plan.stages(), plan.units());
  }

  synchronized void done(UnitResult result) {
    unitsDone++;
    left.done(result.reused());
    results.computeIfAbsent(result.trial().id(), id -> new ArrayList<>()).add(result);
  }
}
