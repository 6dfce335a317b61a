package io.risknet.runners;

import io.risknet.pipelines.compare.ComparePipeline;
import io.risknet.pipelines.compare.Comparison;
import io.risknet.pipelines.options.CompareOptions;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.transforms.evaluation.Interval;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet compare}. */
final class CompareCommand implements Command {

  @Override
  public String name() {
    return ComparePipeline.COMPARE;
  }

  @Override
  public String summary() {
    return "tells whether a challenger ranks loans better than the champion does";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return CompareOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    OptionalOutput.run(
        this, CompareOptions.class, arguments, out, (options, kept) -> compare(options, kept, out));
  }

  private static void compare(CompareOptions options, boolean kept, PrintStream out)
      throws IOException {
    if (!Execution.runToEnd(options, () -> ComparePipeline.define(options), out)) {
      return;
    }
    var output = OutputDirectory.of(options.getOutput());
    var comparison = Comparison.read(output);
    print(comparison, out);
    if (kept) {
      out.println("\nResults are in " + output.path() + ":");
      out.println("  comparison.json  both models' metrics, and the test of their difference");
      out.println("  manifest.json    what ran, on what, how long");
      out.println("  rejects/         lines that were left out, and why");
    }
    checkScored(comparison, options);
    if (!comparison.passes()) {
      throw new CheckFailedException(sentence(comparison));
    }
    out.printf(
        Locale.ROOT,
        comparison.gainsAlike()
            ? "The challenger passes: its gain is above %s, and each row has the same part in it.%n"
            : "The challenger passes: its gain is above %s beyond doubt.%n",
        comparison.minAucGain());
  }

  /** A gain on the few rows that are left says little of those to come. */
  private static void checkScored(Comparison comparison, CompareOptions options) {
    if (comparison.unscoredShare() > options.getMaxRejectFraction()) {
      throw new CheckFailedException(
          ("%s of the %s rows are not scored by both models, more than --maxRejectFraction=%s"
                  + " allows; 'risknet score' with each model tells why in its rejects/, or raise the"
                  + " option.")
              .formatted(
                  comparison.rocAuc().unscored(),
                  comparison.rowsInAll(),
                  options.getMaxRejectFraction()));
    }
  }

  private static void print(Comparison comparison, PrintStream out) {
    var compared = comparison.rocAuc();
    out.printf("%n%s%n", comparison.outcome());
    out.printf(
        Locale.ROOT,
        "%n%,d rows with %,d positive, scored by both:%n%n",
        compared.rows(),
        compared.positives());
    print("champion", compared.first(), comparison.champion().model(), out);
    print("challenger", compared.second(), comparison.challenger().model(), out);
    print("gain", compared.difference(), "", out);
    printUnscored("champion", comparison.champion(), out);
    printUnscored("challenger", comparison.challenger(), out);
    compared
        .pValue()
        .ifPresent(
            chance ->
                out.printf(
                    Locale.ROOT,
                    "%nOf two models that rank equally well, a difference as large is seen with a"
                        + " chance of %.3g (DeLong's test, paired).%n",
                    chance));
  }

  private static void print(String name, Interval rocAuc, String model, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "  %-11s ROC AUC %s  %s%n",
        name,
        rocAuc.estimate().isPresent()
            ? interval(rocAuc)
            : "not defined: " + rocAuc.undefined().orElse(""),
        model);
  }

  private static void printUnscored(String name, Comparison.Side side, PrintStream out) {
    long unscored = side.metrics().unscored();
    if (unscored > 0) {
      out.printf(Locale.ROOT, "%nRows left out as the %s can't score them: %,d%n", name, unscored);
    }
  }

  private static String interval(Interval of) {
    var estimate = String.format(Locale.ROOT, "%7.4f", of.estimate().orElseThrow());
    return of.lower().isEmpty()
        ? estimate
        : String.format(
            Locale.ROOT,
            "%s (%.0f %%: %.4f to %.4f)",
            estimate,
            100 * of.level(),
            of.lower().getAsDouble(),
            of.upper().orElseThrow());
  }

  static String sentence(Comparison comparison) {
    var gain = comparison.rocAuc().difference();
    if (comparison.ranksAlike()) {
      return String.format(
          Locale.ROOT,
          "The challenger does not pass: it ranks all rows as the champion does, and --minAucGain=%s"
              + " asks for more than that.",
          comparison.minAucGain());
    }
    if (comparison.gainsAlike()) {
      return String.format(
          Locale.ROOT,
          "The challenger does not pass: its gain in ROC AUC is %.4f, in which each row has the same"
              + " part, and --minAucGain=%s asks for more; keep the champion, or compare on more"
              + " rows.",
          gain.estimate().orElseThrow(),
          comparison.minAucGain());
    }
    return gain.lower().isEmpty()
        ? "The challenger does not pass, as its gain in ROC AUC has no interval: "
            + gain.undefined().orElse("")
        : String.format(
            Locale.ROOT,
            "The challenger does not pass: its gain in ROC AUC may be as low as %.4f, and"
                + " --minAucGain=%s asks for more; keep the champion, or compare on more rows.",
            gain.lower().getAsDouble(),
            comparison.minAucGain());
  }
}
