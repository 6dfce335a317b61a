package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.ProfileOptions;
import io.risknet.pipelines.profile.ProfilePipeline;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.ProfileFile;
import io.risknet.pipelines.run.Stability;
import io.risknet.pipelines.run.Tallies;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet profile}. */
final class ProfileCommand implements Command {

  @Override
  public String name() {
    return ProfilePipeline.PROFILE;
  }

  @Override
  public String summary() {
    return "tells what a table holds, and how far it is from what a model learnt from";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ProfileOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    OptionalOutput.run(
        this, ProfileOptions.class, arguments, out, (options, kept) -> profile(options, kept, out));
  }

  private static void profile(ProfileOptions options, boolean kept, PrintStream out)
      throws IOException {
    if (!Execution.runToEnd(options, () -> ProfilePipeline.define(options), out)) {
      return;
    }
    var output = OutputDirectory.of(options.getOutput());
    var profile = ProfileFile.read(output);
    var stability = Stability.of(profile);
    var tallies = output.finished().orElseThrow().rows();
    out.println();
    if (stability.hasNothing()) {
      ProfileTable.print(profile, out);
    } else {
      DriftTable.print(stability, profile.rows(), out);
      printUnscored(tallies, out);
    }
    if (kept) {
      out.println("\nResults are in " + output.path() + ":");
      out.println("  profile.json     what the columns hold, and how they have moved");
      out.println("  manifest.json    what ran, on what, how long");
      out.println("  rejects/         lines that were left out, and why");
    }
    if (!stability.hasNothing()) {
      check(stability, profile.rows(), options);
      checkScored(tallies, options);
    }
  }

  private static void check(Stability stability, long rows, ProfileOptions options) {
    checkArgument(
        rows > 0,
        "The files of --input=%s have no row that could be compared with the model; give files with"
            + " rows.",
        options.getInput());
    var beyond =
        stability.byIndex().stream()
            .filter(moved -> moved.index().orElse(0) > options.getMaxPsi())
            .toList();
    if (!beyond.isEmpty()) {
      throw new CheckFailedException(sentence(beyond, options.getMaxPsi()));
    }
  }

  private static void printUnscored(Map<String, Long> tallies, PrintStream out) {
    long unscored = Tallies.unscored(tallies);
    if (unscored > 0) {
      out.printf(
          Locale.ROOT,
          "%n  %,d of these rows can't be scored: a value is not allowed, or missing where the model"
              + " needs it.%n",
          unscored);
    }
  }

  /** What scoring would fail for, now that it has been told what has moved. */
  private static void checkScored(Map<String, Long> tallies, ProfileOptions options) {
    long lines = Tallies.lines(tallies);
    long rejected = Tallies.rejected(tallies) + Tallies.unscored(tallies);
    if (rejected > 0 && (double) rejected / lines > options.getMaxRejectFraction()) {
      throw new CheckFailedException(
          ("%s of the %s lines of --input can't be scored, more than --maxRejectFraction=%s allows;"
                  + " look for the reasons into rejects/ of --output, or on the console without it,"
                  + " then mend the files or raise the option.")
              .formatted(rejected, lines, options.getMaxRejectFraction()));
    }
  }

  private static String sentence(List<Stability.Moved> beyond, double maxPsi) {
    var most = beyond.get(0);
    return String.format(
        Locale.ROOT,
        "The stability index of '%s' is %.4f%s, beyond --maxPsi=%s: these rows are not like those"
            + " that the model was trained on; look into what has changed before you rely on its"
            + " scores.",
        most.name(),
        most.index().orElseThrow(),
        beyond.size() == 1 ? "" : ", and there are " + (beyond.size() - 1) + " more",
        maxPsi);
  }
}
