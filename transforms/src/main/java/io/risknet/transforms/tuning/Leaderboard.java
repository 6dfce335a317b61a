package io.risknet.transforms.tuning;

import static java.util.Comparator.comparing;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.Metric;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trials of a search, best first: by the mean objective over the folds after the number of
 * rounds for which that mean is best. Ties go to fewer rounds, then to the lower id; trials that
 * were given less of a resource come after those that were given more, unless time was over before
 * all of these had it, and trials of which a fold is missing or failed come last. The order in
 * which results arrive does not matter.
 *
 * <pre>{@code
 * var leaderboard = Leaderboard.of(results, Objective.of(Metric.ROC_AUC));
 * String csv = leaderboard.toCsv();
 * Winner winner = leaderboard.winner();
 * }</pre>
 *
 * @param objective what it is ranked by
 * @param rows a row a trial
 */
public record Leaderboard(Objective objective, List<Row> rows) implements Serializable {

  /** How a trial went. */
  public enum Status {
    /** Every fold is there, and at least one was trained in this run. */
    TRAINED,
    /** Every fold came from the ledger. */
    REUSED,
    /** Other trials were given more of the resource that the strategy shares out. */
    STOPPED,
    /** A fold is missing, as the time of the search was over. */
    INCOMPLETE,
    /** The training failed on a fold. */
    FAILED
  }

  /**
   * The objective of a trial after some number of rounds.
   *
   * @param mean over the folds
   * @param stdErr the standard error of the mean, {@code NaN} for one fold
   */
  public record Score(double mean, double stdErr) implements Serializable {}

  /**
   * One trial.
   *
   * @param trial its id and point
   * @param rung how far it came in a search that goes up in rungs
   * @param rounds the number of rounds with the best mean
   * @param mean the mean objective over the folds after so many rounds
   * @param stdErr the standard error of the mean, {@code NaN} for one fold
   * @param scores by every number of rounds that all of these folds reached
   * @param folds the objective on each fold after so many rounds, {@code NaN} where it is missing
   * @param foldMetrics every metric on each fold after so many rounds, where defined; none of a
   *     fold that is missing
   * @param units how many of its units were evaluated, on all rungs
   * @param reused how many of them the ledger had from before
   * @param skipped how many more it should have had, had there been time
   * @param seconds time that its trainings took, in this run or when the ledger got them
   * @param status how it went
   * @param error why it failed; empty when it did not
   * @param finishedAt when the last of its trainings ended, ISO 8601; empty when that is not known
   */
  public record Row(
      Trial trial,
      int rung,
      int rounds,
      double mean,
      double stdErr,
      SortedMap<Integer, Score> scores,
      List<Double> folds,
      List<SortedMap<Metric, Double>> foldMetrics,
      int units,
      int reused,
      int skipped,
      double seconds,
      Status status,
      String error,
      String finishedAt)
      implements Serializable {

    /** Takes copies. */
    public Row {
      scores = ImmutableSortedMap.copyOf(scores);
      folds = List.copyOf(folds);
      foldMetrics =
          foldMetrics.stream().<SortedMap<Metric, Double>>map(ImmutableSortedMap::copyOf).toList();
    }

    /** Whether every fold is there. */
    public boolean hasAllFolds() {
      return status.compareTo(Status.STOPPED) <= 0;
    }

    /** The mean of each metric over the folds that are there, where all of them define it. */
    public SortedMap<Metric, Double> metrics() {
      var measured = foldMetrics.stream().filter(fold -> !fold.isEmpty()).toList();
      var means = new TreeMap<Metric, Double>();
      for (var metric : Metric.values()) {
        if (measured.stream().allMatch(fold -> fold.containsKey(metric))) {
          measured.stream()
              .mapToDouble(fold -> fold.get(metric))
              .average()
              .ifPresent(mean -> means.put(metric, mean));
        }
      }
      return means;
    }

    /** What failed and why, to stand in a sentence: many errors end as that does. */
    String failure() {
      return trial + ": " + error.replaceFirst("\\.$", "");
    }

    Row withStatus(Status newStatus) {
      return new Row(
          trial,
          rung,
          rounds,
          mean,
          stdErr,
          scores,
          folds,
          foldMetrics,
          units,
          reused,
          skipped,
          seconds,
          newStatus,
          error,
          finishedAt);
    }
  }

  /** Takes a copy of the rows. */
  public Leaderboard {
    rows = List.copyOf(rows);
  }

  /** Ranks the trials that these units, in any order, belong to. */
  public static Leaderboard of(Collection<UnitResult> units, Objective objective) {
    var byTrial =
        units.stream()
            .collect(
                Collectors.groupingBy(
                    unit -> unit.trial().id(), TreeMap::new, Collectors.toList()));
    var scored = byTrial.values().stream().map(of -> TrialUnits.of(of, objective).row()).toList();
    int complete = lastCompleteRung(units);
    int top = scored.stream().filter(Row::hasAllFolds).mapToInt(Row::rung).max().orElse(0);
    int least = Math.min(top, complete);
    return new Leaderboard(
        objective,
        scored.stream()
            .map(
                row ->
                    row.hasAllFolds() && row.rung() < least ? row.withStatus(Status.STOPPED) : row)
            .sorted(bestFirst(objective, least))
            .toList());
  }

  /** Who was in time on a rung that others were too late for owes that to the order of units. */
  private static int lastCompleteRung(Collection<UnitResult> units) {
    return units.stream()
        .filter(unit -> unit.outcome() == UnitResult.Outcome.SKIPPED)
        .mapToInt(unit -> Math.max(0, unit.rung() - 1))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** From the rung {@code least} on all are on a par. */
  private static Comparator<Row> bestFirst(Objective objective, int least) {
    Comparator<Row> byMean = comparing(row -> objective.maximize() ? -row.mean() : row.mean());
    return comparing((Row row) -> !row.hasAllFolds())
        .thenComparing(row -> Math.min(row.rung(), least), Comparator.reverseOrder())
        .thenComparing(byMean)
        .thenComparing(Row::rounds)
        .thenComparing(row -> row.trial().id());
  }

  /**
   * The best trial after its best number of rounds; with the one-standard-error rule, of all trials
   * after all numbers of rounds that are within one standard error of that, the one that is
   * cheapest to train. The rule has no say in the order of the rows, nor in what a strategy
   * suggests.
   *
   * @throws IllegalArgumentException when there is none of which every fold is done
   */
  public Winner winner() {
    if (rows.isEmpty() || !rows.get(0).hasAllFolds()) {
      throw new IllegalArgumentException(
          "No trial is done on every fold, so there is no winner: " + whyNoneIsDone());
    }
    return objective.oneStandardError() ? cheapestLike(rows.get(0)).orElse(best()) : best();
  }

  /** The first, after its best number of rounds. */
  public Winner best() {
    var best = rows.get(0);
    return winner(best, best.rounds(), new Score(best.mean(), best.stdErr()));
  }

  private Winner winner(Row row, int rounds, Score score) {
    return new Winner(row.trial(), rounds, objective.toString(), score.mean(), score.stdErr());
  }

  /** Empty where one fold tells of no standard error. */
  private Optional<Winner> cheapestLike(Row best) {
    return rows.stream()
        .filter(row -> row.hasAllFolds() && row.status() != Status.STOPPED)
        .flatMap(
            row ->
                row.scores().entrySet().stream()
                    .map(score -> winner(row, score.getKey(), score.getValue())))
        .filter(each -> objective.gain(best.mean(), each.selectedScore()) <= best.stdErr())
        .min(comparing(each -> each.trial().cost() * each.rounds()));
  }

  private String whyNoneIsDone() {
    var failed = rows.stream().filter(row -> row.status() == Status.FAILED).toList();
    return failed.isEmpty()
        ? "the time of the search was over; run again with --resume, which keeps the trainings that"
            + " are finished, and a longer --maxSearchTime."
        : ("%d of %d trials failed, one of them: %s; mend what trials/*/*.failed.json in the"
                + " output tell of, then run again with --resume%s.")
            .formatted(
                failed.size(),
                rows.size(),
                failed.get(0).failure(),
                failed.size() < rows.size() ? " and a longer --maxSearchTime" : "");
  }

  /** The best points of a rung. */
  List<Point> best(int rung, int count) {
    return onRung(rung).limit(count).toList();
  }

  /** The best of some points that came to a rung. */
  List<Point> best(int rung, Collection<Point> points, int count) {
    return onRung(rung).filter(points::contains).limit(count).toList();
  }

  private Stream<Point> onRung(int rung) {
    return rows.stream()
        .filter(row -> row.rung() == rung && row.hasAllFolds())
        .map(row -> row.trial().point());
  }

  /**
   * As CSV with a header: trial, a column a parameter, mean and stdErr of the objective and a
   * column a fold, the mean of each metric and a column a fold, the rung where there are several,
   * rounds, seconds, status.
   */
  public String toCsv() {
    return LeaderboardCsv.of(this);
  }
}
