package io.risknet.transforms.tuning;

import static java.util.stream.Collectors.joining;

import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.training.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of a leaderboard as CSV.
 *
 * @param learners whether there are several, so that they have a column
 * @param plan the names of plan parameters
 * @param parameters those of the learners
 * @param folds how many
 * @param rungs whether there are several, so that they have a column
 */
record LeaderboardCsv(
    boolean learners,
    Collection<String> plan,
    Collection<String> parameters,
    int folds,
    boolean rungs) {

  /** A header, and a line a trial. */
  static String of(Leaderboard leaderboard) {
    var rows = leaderboard.rows();
    var points = rows.stream().map(row -> row.trial().point()).toList();
    var plan = new TreeSet<String>();
    points.forEach(point -> plan.addAll(point.plan().keySet()));
    var parameters = new TreeSet<String>();
    points.forEach(point -> parameters.addAll(point.parameters().keySet()));
    var csv =
        new LeaderboardCsv(
            points.stream().map(Point::learner).distinct().count() > 1,
            plan,
            parameters,
            rows.stream().mapToInt(row -> row.folds().size()).max().orElse(0),
            rows.stream().anyMatch(row -> row.rung() > 0));
    return Stream.concat(Stream.of(csv.header()), rows.stream().map(csv::line))
        .map(cells -> String.join(",", cells))
        .collect(joining("\n", "", "\n"));
  }

  /** Whether there may be a column of this name that is none of a parameter. */
  static boolean isColumn(String name) {
    // There are as many columns of folds as there are folds.
    return new LeaderboardCsv(true, List.of(), List.of(), 1, true)
        .header()
        .contains(name.replaceFirst("\\d+$", "0"));
  }

  private List<String> header() {
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
    if (rungs) {
      header.add("rung");
    }
    header.addAll(List.of("rounds", "seconds", "status"));
    return header;
  }

  private List<String> line(Leaderboard.Row row) {
    var point = row.trial().point();
    var cells = new ArrayList<>(List.of(row.trial().id()));
    if (learners) {
      cells.add(point.learner());
    }
    plan.forEach(name -> cells.add(quoted(point.plan().getOrDefault(name, ""))));
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
    if (rungs) {
      cells.add(Integer.toString(row.rung()));
    }
    cells.add(Integer.toString(row.rounds()));
    cells.add(String.format(Locale.ROOT, "%.3f", row.seconds()));
    cells.add(row.status().name().toLowerCase(Locale.ROOT));
    return cells;
  }

  /** As RFC 4180 has it: a plan's values may be any texts. */
  private static String quoted(String text) {
    return text.matches("(?s).*[,\"\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
