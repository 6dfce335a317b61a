package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Units of a tenth of a second or so, many more than can be trained between two kills. */
  private static final String GRID =
      "grid: {max_depth: [2, 3, 4, 5, 6], eta: %s, subsample: [0.7], rounds: [400]}"
          .formatted(SmallTable.etas(24));

  /** 30 points with 100 rounds each, 10 of them with 300, and 4 with 900. */
  private static final String HALVING =
      """
      search:
        strategy: halving
        minimum: 100
        rounds: [900]
        space: {max_depth: [2, 3, 4, 5, 6], eta: %s, subsample: [0.7]}
      """
          .formatted(SmallTable.etas(6));

  @TempDir private Path temp;
  private SmallTable table;

  @BeforeEach
  void write() {
    table = SmallTable.in(temp);
  }

  @Test
  void theLeaderboardIsThatOfAnUndisturbedRun() throws Exception {
    search(GRID);
    CommandLine.succeed(arguments("alone").toArray(String[]::new));
    var random = new Random(7);
    var attemptsOfFinished = new HashMap<String, Integer>();
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
      finished("killed").forEach(attemptsOfFinished::putIfAbsent);
    }
    assertThat(start("killed").waitFor()).isZero();

    assertThat(attemptsOfFinished).hasSizeGreaterThan(KILLS / 2);
    assertThat(finished("killed")).containsAllEntriesOf(attemptsOfFinished);
    assertThat(RunFiles.leaderboard(temp.resolve("killed"))).hasSize(1 + 5 * 24);
    assertSameAsAlone();
  }

  /** What waits to go on outlives the process, and is gone at the end. */
  @Test
  void halvingGoesOnWithTheTrainingsOfTheRunThatWasKilled() throws Exception {
    search(HALVING);
    CommandLine.succeed(arguments("alone").toArray(String[]::new));
    for (int killed = 0; killed < 3; killed++) {
      int before = laterRungs().size();
      var process = start("killed");
      while (process.isAlive() && laterRungs().size() == before) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      assertThat(process.isAlive()).as("there is a search left to kill after %s", killed).isTrue();
      process.destroyForcibly().waitFor();
    }
    assertThat(start("killed").waitFor()).isZero();

    assertThat(laterRungs())
        .hasSizeGreaterThan(2 * (10 + 4))
        .allSatisfy(attempt -> assertThat(attempt.get("from").asInt()).isPositive());
    assertThat(temp.resolve("killed/.risknet-snapshots")).doesNotExist();
    assertSameAsAlone();
  }

  private void assertSameAsAlone() throws IOException {
    assertThat(RunFiles.leaderboard(temp.resolve("killed")))
        .isEqualTo(RunFiles.leaderboard(temp.resolve("alone")));
    assertThat(temp.resolve("killed/model/model.ubj"))
        .hasSameBinaryContentAs(temp.resolve("alone/model/model.ubj"));
  }

  private void search(String yaml) {
    SmallTable.spec(temp, SmallTable.SPEC.replaceFirst("grid: .*", yaml));
  }

  private List<String> arguments(String output) {
    return List.of(
        "train",
        "--spec=" + temp.resolve("spec.yaml"),
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

  /** The units that the ledger holds, and how often each was begun. */
  private Map<String, Integer> finished(String output) {
    return RunFiles.attemptsOfFinished(RunFiles.ledger(temp.resolve(output)));
  }

  /** What was begun beyond the first rung. */
  private List<JsonNode> laterRungs() throws IOException {
    var attempts = new ArrayList<JsonNode>();
    for (var file : RunFiles.ledger(temp.resolve("killed"))) {
      if (file.contains("/attempts/") && file.endsWith(".json")) {
        attempts.add(MAPPER.readTree(Files.readAllBytes(Path.of(file))));
      }
    }
    attempts.removeIf(attempt -> attempt.get("rung").asInt() == 0);
    return attempts;
  }
}
