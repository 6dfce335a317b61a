package io.risknet.transforms.tuning;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The units of one trial, summed up in its row of the {@link Leaderboard}. */
final class TrialUnits {
  private final Objective objective;
  private final List<UnitResult> all;

  /** Those of the highest rung of which all folds are there, else of the first; by fold. */
  private final List<UnitResult> units;

  private TrialUnits(Objective objective, List<UnitResult> all, List<UnitResult> units) {
    this.objective = objective;
    this.all = all;
    this.units = units;
  }

  static TrialUnits of(List<UnitResult> all, Objective objective) {
    var byRung =
        new TreeMap<Integer, List<UnitResult>>(all.stream().collect(groupingBy(UnitResult::rung)));
    var complete =
        byRung.descendingMap().values().stream()
            .filter(units -> units.stream().allMatch(TrialUnits::isDone))
            .filter(units -> units.size() == units.get(0).trial().folds())
            .findFirst();
    var units = complete.orElse(byRung.firstEntry().getValue());
    return new TrialUnits(
        objective, all, units.stream().sorted(comparing(UnitResult::fold)).toList());
  }

  private static boolean isDone(UnitResult unit) {
    return unit.outcome() == UnitResult.Outcome.DONE;
  }

  Leaderboard.Row row() {
    var failed =
        all.stream()
            .filter(unit -> unit.outcome() == UnitResult.Outcome.FAILED)
            .min(comparing(UnitResult::fold));
    var done = units.stream().filter(TrialUnits::isDone).toList();
    if (failed.isPresent() || done.isEmpty()) {
      return withoutScore(failed.map(UnitResult::error).orElse(""), failed.isPresent());
    }
    int rounds = rounds(done);
    var trial = units.get(0).trial();
    var folds = new ArrayList<>(Collections.nCopies(trial.folds(), Double.NaN));
    var foldMetrics = new ArrayList<>(noMetrics(trial));
    done.forEach(
        unit -> {
          folds.set(unit.fold(), value(unit, rounds));
          foldMetrics.set(unit.fold(), metrics(unit, rounds));
        });
    return new Leaderboard.Row(
        trial,
        units.get(0).rung(),
        rounds,
        mean(done, rounds),
        stdErr(done, rounds),
        scores(done),
        folds,
        foldMetrics,
        evaluated(),
        reused(),
        skipped(),
        seconds(),
        status(done),
        "",
        finishedAt());
  }

  private Leaderboard.Row withoutScore(String error, boolean failed) {
    var trial = units.get(0).trial();
    return new Leaderboard.Row(
        trial,
        units.get(0).rung(),
        0,
        Double.NaN,
        Double.NaN,
        ImmutableSortedMap.of(),
        Collections.nCopies(trial.folds(), Double.NaN),
        noMetrics(trial),
        evaluated(),
        reused(),
        skipped(),
        seconds(),
        failed ? Leaderboard.Status.FAILED : Leaderboard.Status.INCOMPLETE,
        error,
        finishedAt());
  }

  private String finishedAt() {
    return all.stream().max(comparing(UnitResult::ended)).map(UnitResult::finishedAt).orElseThrow();
  }

  private int evaluated() {
    return all.size() - skipped();
  }

  private int skipped() {
    return (int) all.stream().filter(unit -> unit.outcome() == UnitResult.Outcome.SKIPPED).count();
  }

  private int reused() {
    return (int) all.stream().filter(this::isFromBefore).count();
  }

  /** What a lower rung of this search has trained is in the ledger as well. */
  private boolean isFromBefore(UnitResult unit) {
    return unit.reused()
        && all.stream()
            .noneMatch(
                other ->
                    isDone(other)
                        && !other.reused()
                        && other.rung() < unit.rung()
                        && other.fold() == unit.fold()
                        && other.share() == unit.share());
  }

  /** A later rung that goes on from an earlier one counts its time, one of more rows does not. */
  private double seconds() {
    return all.stream()
        .collect(groupingBy(unit -> List.of((double) unit.fold(), unit.share())))
        .values()
        .stream()
        .mapToDouble(same -> same.stream().mapToDouble(UnitResult::seconds).max().orElse(0))
        .sum();
  }

  private Leaderboard.Status status(List<UnitResult> done) {
    if (done.size() < units.get(0).trial().folds()) {
      return Leaderboard.Status.INCOMPLETE;
    }
    return done.stream().allMatch(this::isFromBefore)
        ? Leaderboard.Status.REUSED
        : Leaderboard.Status.TRAINED;
  }

  /** The number of rounds with the best mean; of equal ones the least. */
  private int rounds(List<UnitResult> done) {
    var common = commonRounds(done);
    int best = common.first();
    for (int rounds : common) {
      if (objective.isBetter(mean(done, rounds), mean(done, best))) {
        best = rounds;
      }
    }
    return best;
  }

  private SortedMap<Integer, Leaderboard.Score> scores(List<UnitResult> done) {
    var scores = new TreeMap<Integer, Leaderboard.Score>();
    for (int rounds : commonRounds(done)) {
      scores.put(rounds, new Leaderboard.Score(mean(done, rounds), stdErr(done, rounds)));
    }
    return scores;
  }

  /** What every fold reached: some may have stopped early. */
  private static SortedSet<Integer> commonRounds(List<UnitResult> done) {
    var common = new TreeSet<>(done.get(0).metrics().keySet());
    done.forEach(unit -> common.retainAll(unit.metrics().keySet()));
    return common;
  }

  private double value(UnitResult unit, int rounds) {
    return objective.value(unit.metrics().get(rounds));
  }

  private double mean(List<UnitResult> done, int rounds) {
    return done.stream().mapToDouble(unit -> value(unit, rounds)).sum() / done.size();
  }

  private double stdErr(List<UnitResult> done, int rounds) {
    double mean = mean(done, rounds);
    double squares =
        done.stream().mapToDouble(unit -> Math.pow(value(unit, rounds) - mean, 2)).sum();
    return Math.sqrt(squares / (done.size() - 1) / done.size());
  }

  private static SortedMap<Metric, Double> metrics(UnitResult unit, int rounds) {
    var defined = new TreeMap<Metric, Double>();
    for (var metric : Metric.values()) {
      metric.of(unit.metrics().get(rounds)).ifPresent(value -> defined.put(metric, value));
    }
    return defined;
  }

  private static List<SortedMap<Metric, Double>> noMetrics(Trial trial) {
    return Collections.nCopies(trial.folds(), ImmutableSortedMap.of());
  }
}
