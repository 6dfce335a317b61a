package io.risknet.transforms.tuning;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.risknet.transforms.training.Parameter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The trials of a search, best first: by the mean ROC AUC over the folds after the number of rounds
 * for which that mean is best. Ties go to fewer rounds, then to the lower id; trials of which a
 * fold is missing or failed come last. The order in which results arrive does not matter.
 *
 * <pre>{@code
 * var leaderboard = Leaderboard.of(results);
 * String csv = leaderboard.toCsv();
 * Winner winner = leaderboard.winner();
 * }</pre>
 *
 * @param rows a row a trial
 */
public record Leaderboard(List<Row> rows) implements Serializable {
  private static final Comparator<Row> BEST_FIRST =
      comparing((Row row) -> !row.hasAllFolds())
          .thenComparing(Row::mean, Comparator.reverseOrder())
          .thenComparing(Row::rounds)
          .thenComparing(row -> row.trial().id());

  /** How a trial went. */
  public enum Status {
    /** Every fold is there, and at least one was trained in this run. */
    TRAINED,
    /** Every fold came from the ledger. */
    REUSED,
    /** A fold is missing. */
    INCOMPLETE,
    /** The training failed on a fold. */
    FAILED
  }

  /**
   * One trial.
   *
   * @param trial its id and parameters
   * @param rounds the number of rounds with the best mean; the least of those
   * @param mean the mean ROC AUC over the folds after so many rounds
   * @param stdErr the standard error of the mean, {@code NaN} for one fold
   * @param folds the ROC AUC of each fold after so many rounds, {@code NaN} where it is missing
   * @param reused how many of its units the ledger had
   * @param seconds time that its trainings took, in this run or when the ledger got them
   * @param status how it went
   * @param error why it failed; empty when it did not
   */
  public record Row(
      Trial trial,
      int rounds,
      double mean,
      double stdErr,
      List<Double> folds,
      int reused,
      double seconds,
      Status status,
      String error)
      implements Serializable {

    /** Takes a copy of the folds. */
    public Row {
      folds = List.copyOf(folds);
    }

    /** Whether every fold is there. */
    public boolean hasAllFolds() {
      return status == Status.TRAINED || status == Status.REUSED;
    }
  }

  /** Takes a copy of the rows. */
  public Leaderboard {
    rows = List.copyOf(rows);
  }

  /** Ranks the trials that these units, in any order, belong to. */
  public static Leaderboard of(Collection<UnitResult> units) {
    var byTrial = units.stream().collect(groupingBy(unit -> unit.trial().id()));
    return new Leaderboard(
        byTrial.values().stream().map(Leaderboard::row).sorted(BEST_FIRST).toList());
  }

  /**
   * The best trial.
   *
   * @throws IllegalStateException when there is none of which every fold is done
   */
  public Winner winner() {
    if (rows.isEmpty() || !rows.get(0).hasAllFolds()) {
      throw new IllegalStateException(
          "No trial is done on every fold, so there is no winner"
              + rows.stream()
                  .filter(row -> row.status() == Status.FAILED)
                  .findFirst()
                  .map(row -> " (%s failed: %s)".formatted(row.trial(), row.error()))
                  .orElse("")
              + "; run the search again into the same output: it goes on where it stopped.");
    }
    var best = rows.get(0);
    return new Winner(best.trial(), best.rounds(), best.mean(), best.stdErr());
  }

  /** As CSV with a header: trial, a column a parameter, mean, stdErr, a column a fold, ... */
  public String toCsv() {
    var parameters = new TreeSet<String>();
    rows.forEach(row -> parameters.addAll(row.trial().parameters().keySet()));
    int folds = rows.stream().mapToInt(row -> row.folds().size()).max().orElse(0);
    var header = new ArrayList<>(List.of("trial"));
    header.addAll(parameters);
    header.addAll(List.of("mean", "stdErr"));
    IntStream.range(0, folds).forEach(fold -> header.add("fold" + fold));
    header.addAll(List.of("rounds", "seconds", "status"));
    var lines = new ArrayList<>(List.of(String.join(",", header)));
    rows.forEach(row -> lines.add(line(row, parameters)));
    return lines.stream().collect(joining("\n", "", "\n"));
  }

  private static String line(Row row, Collection<String> parameters) {
    var cells = new ArrayList<>(List.of(row.trial().id()));
    for (var parameter : parameters) {
      var value = row.trial().parameters().get(parameter);
      cells.add(value == null ? "" : Parameter.text(value));
    }
    cells.addAll(List.of(number(row.mean()), number(row.stdErr())));
    row.folds().forEach(area -> cells.add(number(area)));
    cells.add(Integer.toString(row.rounds()));
    cells.add(String.format(Locale.ROOT, "%.3f", row.seconds()));
    cells.add(row.status().name().toLowerCase(Locale.ROOT));
    return String.join(",", cells);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static Row row(List<UnitResult> units) {
    var byFold = units.stream().sorted(comparing(UnitResult::fold)).toList();
    var trial = byFold.get(0).trial();
    var failed = byFold.stream().filter(UnitResult::hasFailed).findFirst();
    if (failed.isPresent()) {
      return failed(trial, byFold, failed.get().error());
    }
    int rounds = bestRounds(byFold);
    double mean = mean(byFold, rounds);
    double squares =
        byFold.stream().mapToDouble(unit -> square(unit.rocAuc().get(rounds) - mean)).sum();
    var folds = new ArrayList<Double>();
    IntStream.range(0, trial.folds()).forEach(fold -> folds.add(Double.NaN));
    byFold.forEach(unit -> folds.set(unit.fold(), unit.rocAuc().get(rounds)));
    return new Row(
        trial,
        rounds,
        mean,
        Math.sqrt(squares / (byFold.size() - 1) / byFold.size()),
        folds,
        (int) byFold.stream().filter(UnitResult::reused).count(),
        byFold.stream().mapToDouble(UnitResult::seconds).sum(),
        status(byFold),
        "");
  }

  private static Row failed(Trial trial, List<UnitResult> units, String error) {
    return new Row(
        trial,
        0,
        Double.NaN,
        Double.NaN,
        Collections.nCopies(trial.folds(), Double.NaN),
        (int) units.stream().filter(UnitResult::reused).count(),
        units.stream().mapToDouble(UnitResult::seconds).sum(),
        Status.FAILED,
        error);
  }

  private static int bestRounds(List<UnitResult> units) {
    int best = units.get(0).rocAuc().firstKey();
    for (int rounds : units.get(0).rocAuc().keySet()) {
      if (mean(units, rounds) > mean(units, best)) {
        best = rounds;
      }
    }
    return best;
  }

  private static double mean(List<UnitResult> units, int rounds) {
    return units.stream().mapToDouble(unit -> unit.rocAuc().get(rounds)).sum() / units.size();
  }

  private static double square(double value) {
    return value * value;
  }

  private static Status status(List<UnitResult> units) {
    if (units.size() < units.get(0).trial().folds()) {
      return Status.INCOMPLETE;
    }
    return units.stream().allMatch(UnitResult::reused) ? Status.REUSED : Status.TRAINED;
  }
}
