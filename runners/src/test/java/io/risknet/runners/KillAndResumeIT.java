package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed again and again, each time at another moment, ends with the leaderboard of
 * one that was left alone, and trains nothing again that was finished.
 */
class KillAndResumeIT {
  private static final int KILLS = 20;

  /** Units of a tenth of a second or so, many more than can be trained between two kills. */
  private static final String GRID =
      "grid: {max_depth: [2, 3, 4, 5, 6], eta: %s, subsample: [0.7], rounds: [400]}"
          .formatted(SmallTable.etas(24));

  @TempDir private Path temp;
  private SmallTable table;
  private Path spec;

  @BeforeEach
  void write() {
    table = SmallTable.in(temp);
    spec = SmallTable.spec(temp, SmallTable.SPEC.replaceFirst("grid: .*", GRID));
  }

  @Test
  void theLeaderboardIsThatOfAnUndisturbedRun() throws Exception {
    CommandLine.succeed(arguments("alone").toArray(String[]::new));
    var random = new Random(7);
    var attemptsOfFinished = new HashMap<Path, Integer>();
    int killed = 0;
    while (killed < KILLS) {
      var process = start("killed");
      // Every fourth dies before its search, or wherever that moment is; the others amid it.
      if (killed % 4 == 3) {
        process.waitFor(random.nextInt(3_000), TimeUnit.MILLISECONDS);
      } else {
        awaitProgress(process);
        process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
      }
      assertThat(process.isAlive()).as("there is a search left to kill after %s", killed).isTrue();
      // Half of them are asked to end, as by Ctrl-C, and the JVM does what it does at its end.
      (killed % 2 == 0 ? process.destroyForcibly() : asked(process)).waitFor();
      killed++;
      finished("killed").forEach(unit -> attemptsOfFinished.computeIfAbsent(unit, this::attempts));
    }
    assertThat(start("killed").waitFor()).isZero();

    assertThat(attemptsOfFinished).hasSizeGreaterThan(KILLS / 2);
    assertThat(attemptsOfFinished)
        .allSatisfy((unit, attempts) -> assertThat(attempts(unit)).isEqualTo(attempts));
    assertThat(leaderboard("killed")).hasSize(1 + 5 * 24).isEqualTo(leaderboard("alone"));
    assertThat(temp.resolve("killed/model/model.ubj"))
        .hasSameBinaryContentAs(temp.resolve("alone/model/model.ubj"));
  }

  private List<String> arguments(String output) {
    return List.of(
        "train",
        "--spec=" + spec,
        "--input=" + table.rows(),
        "--output=" + temp.resolve(output),
        // With as many threads as a large machine has the search might end before the kills do.
        "--targetParallelism=2",
        "--resume");
  }

  /** A run in a process of its own. */
  private Process start(String output) throws IOException {
    return FatJar.start(temp.resolve(output + ".log"), arguments(output).toArray(String[]::new));
  }

  private static Process asked(Process process) {
    process.destroy();
    return process;
  }

  /** Waits until the process has finished a unit, or has ended. */
  private void awaitProgress(Process process) throws Exception {
    int before = finished("killed").size();
    while (process.isAlive() && finished("killed").size() == before) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** The units that the ledger holds. */
  private List<Path> finished(String output) throws IOException {
    return files(output).stream()
        .filter(file -> file.getFileName().toString().matches("fold-\\d+\\.json"))
        .toList();
  }

  /** How often a unit was begun. */
  private int attempts(Path unit) {
    var name = unit.getFileName().toString().replace(".json", "-");
    var directory = unit.resolveSibling("attempts").toFile();
    return directory.list((of, file) -> file.startsWith(name) && file.endsWith(".json")).length;
  }

  private List<Path> files(String output) throws IOException {
    var trials = temp.resolve(output).resolve("trials");
    if (!Files.exists(trials)) {
      return List.of();
    }
    try (var files = Files.walk(trials)) {
      return files.toList();
    }
  }

  /** Without the seconds and the status of each trial, which tell of the run. */
  private List<String> leaderboard(String output) throws IOException {
    return Files.readAllLines(temp.resolve(output).resolve("leaderboard.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
        .toList();
  }
}
