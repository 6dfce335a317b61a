package io.risknet.pipelines.train;

import io.risknet.pipelines.options.Replacing;
import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.ProfileFile;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a training run writes below its output beside the manifest, and may replace there. */
public final class TrainFiles {
  static final String COMMAND = "train";
  static final String REPORT = "report.html";
  static final String SCORECARD = "scorecard.csv";

  private static final List<String> RESULTS =
      List.of(
          "explanations.json",
          "leaderboard.csv",
          "model/**",
          ProfileFile.NAME,
          "rejects/**",
          REPORT,
          SCORECARD,
          "scores/**");

  /** What a run that is resumed goes on from. */
  private static final List<String> LEDGERS =
      List.of("trials/**", "nested/**", OutputDirectory.SNAPSHOTS);

  private static final List<String> ALL =
      Stream.of(RESULTS, LEDGERS).flatMap(List::stream).toList();

  private TrainFiles() {}

  /** Deletes what a training run left in a directory, its ledger as well, and nothing else. */
  public static void clear(String directory) throws IOException {
    OutputDirectory.of(directory).clear(COMMAND, ALL);
  }

  static OutputDirectory output(TrainOptions options) {
    return OutputDirectory.of("--output", options.getOutput());
  }

  /** As {@link OutputDirectory#check}. */
  static void check(TrainOptions options) {
    output(options).check(COMMAND, replaced(options), Replacing.isAsked(options), Replacing.HOW);
  }

  /** As {@link OutputDirectory#prepare}. */
  static void prepare(TrainOptions options) {
    output(options).prepare(COMMAND, replaced(options), Replacing.isAsked(options), Replacing.HOW);
  }

  private static List<String> replaced(TrainOptions options) {
    return options.isResume() ? RESULTS : ALL;
  }
}
