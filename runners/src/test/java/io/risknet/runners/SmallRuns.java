package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trainings of a {@link SmallTable} that are to give what one on the DirectRunner gave.
 *
 * @param directory below which each writes
 * @param table that they train on
 * @param spec of the table with a grid
 */
record SmallRuns(Path directory, SmallTable table, Path spec) {
  private static final String GRID =
      "grid: {max_depth: [2, 3], eta: [0.3], subsample: [0.7], rounds: [5, 10]}";
  private static final String DIRECT = "direct";

  /**
   * A grid of so many points that each take some tenths of a second, so that a search has a middle.
   */
  static String slowGrid(int points) {
    return "grid: {max_depth: [2], eta: %s, subsample: [0.7], rounds: [1000]}"
        .formatted(SmallTable.etas(points));
  }

  /** Trains on the DirectRunner, for comparison. */
  static SmallRuns in(Path directory) {
    return in(directory, GRID);
  }

  /** The same with another grid. */
  static SmallRuns in(Path directory, String grid) {
    var spec = SmallTable.spec(directory, SmallTable.SPEC.replaceFirst("grid: .*", grid));
    var runs = new SmallRuns(directory, SmallTable.in(directory), spec);
    CommandLine.succeed(runs.train(DIRECT));
    return runs;
  }

  /** The arguments of a training that writes below the directory. */
  String[] train(String output, String... more) {
    return Stream.concat(
            Stream.of(
                "train",
                "--spec=" + spec,
                "--input=" + table.rows(),
                "--output=" + directory.resolve(output)),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** The arguments that score the table by the model of the DirectRunner. */
  String[] score(String output) {
    return new String[] {
      "score",
      "--model=" + directory.resolve(DIRECT).resolve("model"),
      "--input=" + table.rows(),
      "--output=" + directory.resolve(output)
    };
  }

  /** How often each unit that is finished was begun. */
  Map<String, Integer> attemptsOfFinished(String output) {
    return RunFiles.attemptsOfFinished(RunFiles.ledger(directory.resolve(output)));
  }

  /** That a training gave the same leaderboard and scores. */
  void assertSameAsDirect(String output) throws IOException {
    var run = directory.resolve(output);
    var direct = directory.resolve(DIRECT);
    assertThat(RunFiles.leaderboard(run))
        .hasSizeGreaterThan(2)
        .isEqualTo(RunFiles.leaderboard(direct));
    assertThat(RunFiles.lines(run.resolve("scores")))
        .isNotEmpty()
        .isEqualTo(RunFiles.lines(direct.resolve("scores")));
  }
}
