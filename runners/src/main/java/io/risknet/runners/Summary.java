package io.risknet.runners;

import com.google.common.base.Strings;
import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.Stability;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.profiling.StabilityBand;
import io.risknet.transforms.training.Parameter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a finished run prints: what it found, and where the results are. */
final class Summary {
  private Summary() {}

  static void print(String output, PrintStream out) {
    var directory = OutputDirectory.of(output);
    var manifest = read(directory);
    out.println();
    manifest.stages().forEach(stage -> out.println(line(stage)));
    manifest.search().ifPresent(search -> out.println("\n" + line(search)));
    manifest
        .search()
        .filter(search -> search.failedTrials() > 0)
        .ifPresent(
            search ->
                out.printf(
                    Locale.ROOT,
                    "  %,d of %,d trials failed; the files *.failed.json in trials/ say why%n",
                    search.failedTrials(),
                    search.trials()));
    manifest
        .search()
        .filter(search -> search.lateTrials() > 0)
        .ifPresent(search -> out.println(late(search)));
    manifest
        .search()
        .flatMap(SearchOutcome::nested)
        .ifPresent(
            nested ->
                out.printf(
                    Locale.ROOT,
                    "  nested cross-validation of the whole search: %.4f, standard error %.4f%n",
                    nested.score(),
                    nested.standardError()));
    manifest.metrics().ifPresent(metrics -> print(metrics, out));
    manifest.operatingPoint().ifPresent(decided -> out.println(line(decided)));
    manifest.stability().ifPresent(stability -> out.println(line(stability)));
    manifest
        .segments()
        .flatMap(SegmentReview::fairLending)
        .ifPresent(fairLending -> print(fairLending, out));
    manifest.scorecard().ifPresent(points -> print(points, out));
    manifest.tracking().ifPresent(tracking -> out.println("\n" + line(tracking)));
    out.println("\nResults are in " + directory.path() + ":");
    out.println("  manifest.json    what ran, on what, how long, how well");
    if (manifest.search().isPresent()) {
      out.println("  report.html      the run as a page to read, in any browser");
      out.println("  leaderboard.csv  every trial, best first");
      out.println("  profile.json     what the columns of each part hold");
      if (manifest.scorecard().filter(points -> points.undefined().isEmpty()).isPresent()) {
        out.println("  scorecard.csv    points by column and bin");
      }
      out.println("  model/           the model bundle, for 'risknet score --model=...'");
    }
    out.println("  scores/          id and probability");
    out.println("  rejects/         lines that were left out, and why");
  }

  private static void print(Map<String, BinaryMetrics> metrics, PrintStream out) {
    int width = metrics.keySet().stream().mapToInt(String::length).reduce(10, Math::max);
    metrics.forEach(
        (part, of) ->
            out.printf(
                Locale.ROOT,
                "  %s %,9d rows, %,7d positive   ROC AUC %s   average precision %s%n",
                Strings.padEnd(part, width, ' '),
                of.rows(),
                of.positives(),
                number(of.rocAuc()),
                number(of.averagePrecision())));
  }

  private static void print(FairLending fairLending, PrintStream out) {
    for (var column : fairLending.columns()) {
      out.println("  fair lending by " + column.column() + ":");
      column.groups().forEach(group -> out.println("    " + group.sentence()));
    }
    fairLending.warnings().forEach(warning -> out.println("Warning: " + warning));
  }

  private static void print(RunManifest.Points points, PrintStream out) {
    out.println("  scorecard: " + points.scale());
    points.undefined().ifPresent(reason -> out.println("  No scorecard.csv: " + reason));
    points.warnings().forEach(warning -> out.println("  Warning: " + warning));
  }

  private static RunManifest read(OutputDirectory directory) {
    try {
      return directory
          .finished()
          .orElseThrow(
              () ->
                  new IOException("The run ended, but there is no " + directory.manifest() + "."));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static String line(RunManifest.Stage stage) {
    return String.format(
        Locale.ROOT, "  %-12s %8.1f s %,14d rows", stage.name(), stage.seconds(), stage.rows());
  }

  static String late(SearchOutcome search) {
    return String.format(
        Locale.ROOT,
        "  the time of the search was over for %,d of %,d trials; --resume with a longer"
            + " --maxSearchTime goes on with them",
        search.lateTrials(),
        search.trials());
  }

  static String line(SearchOutcome search) {
    int place = search.bestPlace().orElse(1);
    return String.format(
        Locale.ROOT,
        "%s: %s %s, cross-validated %s %.4f (a selected score%s)",
        !search.cheapest()
            ? "Best of %d trials".formatted(search.trials())
            : "Cheapest of %d trials within one standard error of the best, place %d"
                .formatted(search.trials(), place),
        search.bestLearner(),
        search.bestParameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + text(parameter.getValue()))
            .collect(Collectors.joining(", ")),
        search.objective(),
        search.bestScore(),
        search.testScore().stream()
            .mapToObj(score -> String.format(Locale.ROOT, "; the test set gives %.4f", score))
            .findFirst()
            .orElse(""));
  }

  static String line(OperatingPoint decided) {
    if (decided.undefined().isPresent()) {
      return "  threshold of least cost: not defined: " + decided.undefined().get();
    }
    if (decided.threshold().isEmpty()) {
      return "  threshold of least cost: none, as it is cheapest to take no row for positive";
    }
    var test = decided.parts().get("test").matrix();
    return String.format(
        Locale.ROOT,
        "  threshold of least cost: %.4g, which takes %,d of the %,d positive and %,d of the %,d"
            + " negative test rows",
        decided.threshold().getAsDouble(),
        test.truePositives(),
        test.truePositives() + test.falseNegatives(),
        test.falsePositives(),
        test.falsePositives() + test.trueNegatives());
  }

  private static String line(Stability stability) {
    return stability.byIndex().stream()
        .filter(moved -> moved.index().isPresent())
        .limit(3)
        .map(
            moved ->
                String.format(
                    Locale.ROOT,
                    "%s %.4f (%s)",
                    moved.name(),
                    moved.index().getAsDouble(),
                    moved.drift().stability().band().map(StabilityBand::id).orElse("")))
        .collect(
            Collectors.joining(", ", "  stability index of test against train, largest: ", ""));
  }

  private static String line(RunManifest.Tracking tracking) {
    return tracking.warning().isEmpty()
        ? "Logged to %s, experiment %s, run %s."
            .formatted(tracking.server(), tracking.experiment(), tracking.run())
        : "Warning: " + tracking.warning();
  }

  private static String text(Object value) {
    return value instanceof Number number ? Parameter.text(number.doubleValue()) : value.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.4f", value.getAsDouble())
        : "undefined";
  }
}
