package io.risknet.transforms.tuning;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.training.Parameter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The trials of a search, best first: by the mean objective over the folds after the number of
 * rounds for which that mean is best. Ties go to fewer rounds, then to the lower id; trials that
 * were given less of a resource come after those that were given more, and trials of which a fold
 * is missing or failed come last. The order in which results arrive does not matter.
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
   * @param reused how many of them the ledger had
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
    int top = scored.stream().filter(Row::hasAllFolds).mapToInt(Row::rung).max().orElse(0);
    return new Leaderboard(
        objective,
        scored.stream()
            .map(
                row -> row.hasAllFolds() && row.rung() < top ? row.withStatus(Status.STOPPED) : row)
            .sorted(bestFirst(objective))
            .toList());
  }

  private static Comparator<Row> bestFirst(Objective objective) {
    Comparator<Row> byMean = comparing(row -> objective.maximize() ? -row.mean() : row.mean());
    return comparing((Row row) -> !row.hasAllFolds())
        .thenComparing(Row::rung, Comparator.reverseOrder())
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
        .filter(row -> row.hasAllFolds() && row.rung() == best.rung())
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
   * column a fold, the mean of each metric and a column a fold, rounds, seconds, status.
   */
  public String toCsv() {
    boolean learners =
        rows.stream().map(row -> row.trial().point().learner()).distinct().count() > 1;
    var plan = new TreeSet<String>();
    rows.forEach(row -> plan.addAll(row.trial().point().plan().keySet()));
    var parameters = new TreeSet<String>();
    rows.forEach(row -> parameters.addAll(row.trial().point().parameters().keySet()));
    int folds = rows.stream().mapToInt(row -> row.folds().size()).max().orElse(0);
    var lines =
        new ArrayList<>(List.of(String.join(",", header(learners, plan, parameters, folds))));
    rows.forEach(row -> lines.add(line(row, learners, plan, parameters)));
    return lines.stream().collect(joining("\n", "", "\n"));
  }

  /** Whether the CSV may have a column of this name that is none of a parameter. */
  static boolean isColumn(String name) {
    // There are as many columns of folds as there are folds.
    return header(true, List.of(), List.of(), 1).contains(name.replaceFirst("\\d+$", "0"));
  }

  private static List<String> header(
      boolean learners, Collection<String> plan, Collection<String> parameters, int folds) {
    var header = new ArrayList<>(List.of("trial"));
    if (learners) {
      header.add("learner");
    }
    header.addAll(plan);
    header.addAll(parameters);
    header.addAll(List.of("mean", "stdErr"));
    IntStream.range(0, folds).forEach(fold -> header.add("fold" + fold));
    for (var metric : Metric.values()) {
      header.add(metric.id());
      IntStream.range(0, folds).forEach(fold -> header.add(metric.id() + "Fold" + fold));
    }
    header.addAll(List.of("rounds", "seconds", "status"));
    return header;
  }

  private static String line(
      Row row, boolean learners, Collection<String> plan, Collection<String> parameters) {
    var point = row.trial().point();
    var cells = new ArrayList<>(List.of(row.trial().id()));
    if (learners) {
      cells.add(point.learner());
    }
    plan.forEach(name -> cells.add(point.plan().getOrDefault(name, "")));
    for (var parameter : parameters) {
      var value = point.parameters().get(parameter);
      cells.add(value == null ? "" : Parameter.text(value));
    }
    cells.addAll(List.of(number(row.mean()), number(row.stdErr())));
    row.folds().forEach(area -> cells.add(number(area)));
    var means = row.metrics();
    for (var metric : Metric.values()) {
      cells.add(number(means.getOrDefault(metric, Double.NaN)));
      row.foldMetrics().forEach(fold -> cells.add(number(fold.getOrDefault(metric, Double.NaN))));
    }
    cells.add(Integer.toString(row.rounds()));
    cells.add(String.format(Locale.ROOT, "%.3f", row.seconds()));
    cells.add(row.status().name().toLowerCase(Locale.ROOT));
    return String.join(",", cells);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
