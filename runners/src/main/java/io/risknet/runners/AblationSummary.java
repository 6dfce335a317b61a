package io.risknet.runners;

import io.risknet.pipelines.ablation.Ablation;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.spec.PublishedResults.Figures;
import io.risknet.transforms.evaluation.Interval;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a finished ablation prints. */
final class AblationSummary {
  private static final String ROW = "  %-24s %-26s  %-28s  %-10s %9s  %s%n";

  private AblationSummary() {}

  static void print(Ablation ablation, String output, PrintStream out) {
    out.println();
    out.printf(
        ROW, "feature set", "ROC AUC (95 %)", "gain (95 %)", "avg. prec.", "seconds", "gain over");
    ablation.sets().forEach(set -> print(set, out));
    var published = ablation.published();
    if (!published.figures().isEmpty()) {
      out.printf("%nPublished, %s:%n", published.source());
      published.figures().forEach((name, figures) -> print(name, figures, out));
    }
    out.println("\nResults are in " + OutputDirectory.of(output).path() + ":");
    out.println("  report.html      the sets side by side, as a page to read in any browser");
    out.println("  ablation.csv     the same as a table; ablation.json with all of it");
    out.println("  manifest.json    what ran, on what, how long");
    ablation.sets().stream()
        .filter(set -> set.trained().isPresent())
        .forEach(set -> out.printf("  %-16s a training run%n", set.set() + "/"));
  }

  private static void print(Ablation.SetResult set, PrintStream out) {
    if (set.trained().isEmpty()) {
      out.printf("  %-24s stopped by the leakage guard: %s%n", set.set(), set.stopped().orElse(""));
      return;
    }
    var trained = set.trained().get();
    out.printf(
        ROW,
        set.set(),
        interval("%.4f", trained.rocAuc()),
        trained.gain().map(gain -> interval("%+.4f", gain.rocAuc())).orElse(""),
        number(trained.averagePrecision().estimate(), "%.4f"),
        String.format(Locale.ROOT, "%.1f", trained.seconds()),
        trained.gain().map(Ablation.Gain::over).orElse("-"));
    if (!set.leaks().isEmpty()) {
      out.printf(
          "  %-24s the leakage guard would have stopped it for %s: its gain is unearned%n",
          "", String.join(", ", set.leaks()));
    }
    if (!trained.declaredHonest().isEmpty()) {
      out.printf(
          "  %-24s too good to be true, and declared honest by --allowLeakage: %s%n",
          "", String.join(", ", trained.declaredHonest()));
    }
  }

  private static void print(String name, Figures figures, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "  %-52s ROC AUC %s  average precision %s  %s minutes%n",
        name,
        number(figures.rocAuc(), "%.3f"),
        number(figures.averagePrecision(), "%.3f"),
        number(figures.minutes(), "%.1f"));
  }

  private static String interval(String format, Interval of) {
    var estimate = number(of.estimate(), format);
    return of.lower().isEmpty()
        ? estimate
        : "%s (%s to %s)"
            .formatted(estimate, number(of.lower(), format), number(of.upper(), format));
  }

  private static String number(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }
}
