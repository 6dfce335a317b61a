package io.risknet.transforms.tuning;

import static java.util.Objects.requireNonNullElse;

import io.risknet.transforms.evaluation.BinaryMetrics;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of one trial on one fold.
 *
 * @param trial what was trained
 * @param fold the fold held out
 * @param rung of the search, see {@link SuccessiveHalving}; 0 where there is only one
 * @param share of the training rows that it was given
 * @param outcome how it went
 * @param metrics of the held-out rows after each number of rounds
 * @param stopped whether it stopped early
 * @param seconds time that its training took, in this run or when it was done
 * @param reused whether the ledger had it
 * @param worker the process that trained it, as {@code pid@host}
 * @param error why the training failed; empty when it did not
 * @param finishedAt when its training ended, ISO 8601; empty when it was not begun or that is not
 *     known
 */
public record UnitResult(
    Trial trial,
    int fold,
    int rung,
    double share,
    Outcome outcome,
    SortedMap<Integer, BinaryMetrics> metrics,
    boolean stopped,
    double seconds,
    boolean reused,
    String worker,
    String error,
    String finishedAt) {

  /** How a unit went. */
  public enum Outcome {
    /** Trained to its end. */
    DONE,
    /** Its training failed. */
    FAILED,
    /** The time of the search was over. */
    SKIPPED
  }

  /** Takes a copy of the map; an absent time is an empty one. */
  public UnitResult {
    finishedAt = requireNonNullElse(finishedAt, "");
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }

  /** A training that went well. */
  static UnitResult done(
      TrialUnit unit,
      SortedMap<Integer, BinaryMetrics> metrics,
      boolean stopped,
      double seconds,
      String worker) {
    return of(unit, Outcome.DONE, metrics, stopped, seconds, worker, "");
  }

  /** A training that failed. */
  static UnitResult failed(TrialUnit unit, double seconds, String worker, String error) {
    return of(unit, Outcome.FAILED, new TreeMap<>(), false, seconds, worker, error);
  }

  /** A training that was not begun. */
  static UnitResult skipped(TrialUnit unit) {
    return of(unit, Outcome.SKIPPED, new TreeMap<>(), false, 0, "", "");
  }

  private static UnitResult of(
      TrialUnit unit,
      Outcome outcome,
      SortedMap<Integer, BinaryMetrics> metrics,
      boolean stopped,
      double seconds,
      String worker,
      String error) {
    return new UnitResult(
        unit.trial(),
        unit.fold(),
        unit.budget().rung(),
        unit.budget().share(),
        outcome,
        metrics,
        stopped,
        seconds,
        false,
        worker,
        error,
        outcome == Outcome.SKIPPED ? "" : Instant.now().toString());
  }

  /** When its training ended; the beginning of time when that is not known. */
  Instant ended() {
    return finishedAt.isEmpty() ? Instant.EPOCH : Instant.parse(finishedAt);
  }

  /** The same with another time of its end; the beginning of time is none. */
  UnitResult endedAt(Instant time) {
    return new UnitResult(
        trial,
        fold,
        rung,
        share,
        outcome,
        metrics,
        stopped,
        seconds,
        reused,
        worker,
        error,
        time.equals(Instant.EPOCH) ? "" : time.toString());
  }

  /** The greatest number of rounds it tells of. */
  int reached() {
    return Collections.max(metrics.keySet());
  }

  /** The same together with what was known before. */
  UnitResult after(UnitResult known) {
    var all = new TreeMap<>(known.metrics);
    all.putAll(metrics);
    return new UnitResult(
        trial,
        fold,
        rung,
        share,
        outcome,
        all,
        stopped || (known.stopped && known.reached() >= reached()),
        known.seconds + seconds,
        reused,
        worker,
        error,
        finishedAt);
  }

  /** Whether it tells of every number of rounds of a budget, or will tell of no more. */
  boolean answers(Budget budget) {
    return budget.rounds().stream()
        .allMatch(rounds -> metrics.containsKey(rounds) || (stopped && rounds > reached()));
  }

  /** This, known of a unit, as its result for exactly its numbers of rounds, when it has them. */
  Optional<UnitResult> reusedFor(TrialUnit unit) {
    return answers(unit.budget())
        ? Optional.of(within(unit.trial(), unit.budget(), true))
        : Optional.empty();
  }

  /** What it tells of a budget that it answers. */
  UnitResult within(Budget budget, boolean nowReused) {
    return within(trial, budget, nowReused);
  }

  private UnitResult within(Trial of, Budget budget, boolean nowReused) {
    var wanted = new TreeMap<>(metrics);
    wanted.keySet().retainAll(budget.rounds());
    return new UnitResult(
        of,
        fold,
        budget.rung(),
        share,
        outcome,
        wanted,
        stopped,
        seconds,
        nowReused,
        worker,
        error,
        finishedAt);
  }
}
