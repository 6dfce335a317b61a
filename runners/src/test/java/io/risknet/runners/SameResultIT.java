package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same rows, spec and seed give the same leaderboard, metrics and scores to the last digit, on
 * every runner, at any parallelism, however the files are cut and ordered. Half of the trials
 * sample rows, so that a random generator shared or seeded otherwise would show.
 */
class SameResultIT {
  /** Ways to run the same training; each is compared with {@link #DIRECT}. */
  private enum Way {
    DIRECT(false),
    DIRECT_ONE_THREAD(false, "--targetParallelism=1"),
    DIRECT_SHUFFLED(true, "--rangeBytes=20000"),
    FLINK_ONE_SLOT(false, "--runner=FlinkRunner", "--parallelism=1"),
    FLINK_SHUFFLED(true, "--runner=FlinkRunner", "--parallelism=3", "--rangeBytes=20000");

    private final boolean shuffled;
    private final ImmutableList<String> options;

    Way(boolean shuffled, String... options) {
      this.shuffled = shuffled;
      this.options = ImmutableList.copyOf(options);
    }
  }

  @TempDir private static Path temp;

  @BeforeAll
  static void trainEveryWay() throws IOException {
    var spec =
        FreddieMacSpec.withGrid(
            temp.resolve("spec.yaml"),
            "grid: {max_depth: [3, 5], eta: [0.1], subsample: [0.7, 1.0], rounds: [10, 20]}\n"
                + "calibration: isotonic");
    var data = temp.resolve("data");
    for (var quarter : List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4")) {
      // Of several lines with one id the first is kept: clean files, so that any order will do.
      SyntheticQuarter.of(quarter).withLoans(1_000).withDirtyFraction(0).write(data);
    }
    shuffle(data, temp.resolve("shuffled"));
    for (var way : Way.values()) {
      var files = way.shuffled ? temp.resolve("shuffled") : data;
      var arguments =
          Stream.of(
              "train",
              "--spec=" + spec,
              "--loans=" + files.resolve("historical_data_20*.txt"),
              "--performance=" + files.resolve("historical_data_time_*.txt"),
              "--output=" + output(way));
      CommandLine.succeed(Stream.concat(arguments, way.options.stream()).toArray(String[]::new));
    }
  }

  /** The same lines in a random, but always the same, order. */
  private static void shuffle(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        var lines = new ArrayList<>(Files.readAllLines(file));
        Collections.shuffle(lines, new Random(7));
        Files.write(to.resolve(file.getFileName()), lines);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameLeaderboard(Way way) throws IOException {
    assertThat(leaderboard(way)).isEqualTo(leaderboard(Way.DIRECT));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameScores(Way way) throws IOException {
    assertThat(RunFiles.lines(output(way).resolve("scores")))
        .isNotEmpty()
        .isEqualTo(RunFiles.lines(output(Way.DIRECT).resolve("scores")));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameMetrics(Way way) throws IOException {
    assertThat(manifest(way).get("metrics")).isEqualTo(manifest(Way.DIRECT).get("metrics"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameRows(Way way) throws IOException {
    assertThat(manifest(way).get("rows")).isEqualTo(manifest(Way.DIRECT).get("rows"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameBooster(Way way) {
    assertThat(output(way).resolve("model/model.ubj"))
        .hasSameBinaryContentAs(output(Way.DIRECT).resolve("model/model.ubj"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameProfiles(Way way) {
    assertThat(output(way).resolve("profile.json"))
        .hasSameBinaryContentAs(output(Way.DIRECT).resolve("profile.json"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameCalibrator(Way way) {
    assertThat(output(way).resolve("model/calibrator.json"))
        .hasSameBinaryContentAs(output(Way.DIRECT).resolve("model/calibrator.json"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameStability(Way way) throws IOException {
    assertThat(manifest(way).get("stability")).isEqualTo(manifest(Way.DIRECT).get("stability"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
  void sameExplanations(Way way) {
    assertThat(output(way).resolve("explanations.json"))
        .hasSameBinaryContentAs(output(Way.DIRECT).resolve("explanations.json"));
  }

  /** Some runners run a branch that only reports at the very end. */
  @Test
  void aStageIsTimedWhereItEnds() throws IOException {
    var stages = manifest(Way.FLINK_ONE_SLOT).get("stages");
    var search = Iterables.find(stages, stage -> stage.get("name").asText().equals("search"));

    assertThat(search.get("seconds").asDouble())
        .isGreaterThanOrEqualTo(trainingSeconds(Way.FLINK_ONE_SLOT));
  }

  private static double trainingSeconds(Way way) throws IOException {
    return Files.readAllLines(output(way).resolve("leaderboard.csv"), UTF_8).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .mapToDouble(cells -> Double.parseDouble(cells[cells.length - 2]))
        .sum();
  }

  /** The leaderboard without {@code seconds} and {@code status}, its last columns. */
  private static String leaderboard(Way way) throws IOException {
    return Files.readAllLines(output(way).resolve("leaderboard.csv"), UTF_8).stream()
        .map(line -> line.split(",", -1))
        .map(cells -> String.join(",", Arrays.copyOf(cells, cells.length - 2)))
        .collect(Collectors.joining("\n"));
  }

  private static JsonNode manifest(Way way) throws IOException {
    return JsonMapper.builder().build().readTree(output(way).resolve("manifest.json").toFile());
  }

  private static Path output(Way way) {
    return temp.resolve("run-" + way);
  }
}
