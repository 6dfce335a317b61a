package io.risknet.runners;

import io.risknet.pipelines.run.Stability;
import io.risknet.transforms.profiling.Drift;
import io.risknet.transforms.profiling.NewCategories;
import io.risknet.transforms.profiling.StabilityBand;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How far a table is from what a model was trained on, for people. */
final class DriftTable {
  private static final String LINE = "  %-32s %8s  %-12s %17s %12s  %s%n";

  private DriftTable() {}

  static void print(Stability stability, long rows, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d rows against the training rows of the model, by stability index (PSI):%n%n",
        rows);
    out.printf(LINE, "", "PSI", "", "missing then/now", "out of range", "new categories");
    var moved = stability.byIndex();
    for (var column : moved) {
      var drift = column.drift();
      out.printf(
          LINE,
          column.name(),
          column.index().isPresent()
              ? String.format(Locale.ROOT, "%.4f", column.index().getAsDouble())
              : "-",
          drift.stability().band().map(StabilityBand::id).orElse("not defined"),
          share(drift.missingThen()) + " / " + share(drift.missingNow()),
          share(drift.outOfRange()),
          drift.newCategories().map(DriftTable::named).orElse(""));
    }
    notes(moved, out);
  }

  /** Why an index is not defined, and when the rows are too few for one to say much. */
  private static void notes(List<Stability.Moved> moved, PrintStream out) {
    var reasons =
        moved.stream()
            .flatMap(
                column ->
                    column.drift().stability().undefined().stream()
                        .map(reason -> column.name() + " is not defined: " + reason))
            .toList();
    double byChance =
        moved.stream()
            .map(Stability.Moved::drift)
            .map(Drift::stability)
            .mapToDouble(index -> index.byChance().orElse(0))
            .max()
            .orElse(0);
    if (!reasons.isEmpty() || byChance > 0) {
      out.println();
    }
    reasons.forEach(reason -> out.println("  " + reason));
    if (byChance > 0) {
      out.printf(
          Locale.ROOT,
          "  By chance alone, had nothing changed, an index would be up to %.4f on average.%n",
          byChance);
    }
  }

  private static String named(NewCategories categories) {
    if (categories.values() == 0) {
      return "";
    }
    var more = categories.values() - categories.examples().size();
    return "%s%s (%,d rows)"
        .formatted(
            String.join(", ", categories.examples()),
            more > 0 ? " and " + more + " more" : "",
            categories.rows());
  }

  static String share(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.2f %%", 100 * share.getAsDouble())
        : "-";
  }
}
