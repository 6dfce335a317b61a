package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches from the command line, over learners and plans, with every strategy that has rounds. */
class SearchIT {
  private static final String HALVING =
      """
      search:
        strategy: halving
        factor: 2
        minimum: 5
        objective: logLoss
        rounds: {max: 20, every: 5}
        space: {max_depth: [1, 2, 3, 4], subsample: [0.7]}
      """;

  private static final String HYPERBAND =
      """
      search:
        strategy: hyperband
        factor: 2
        minimum: 5
        rounds: {max: 20, every: 5, patience: 10}
        space: {max_depth: {integer: [1, 6]}, eta: {logUniform: [0.01, 1]}, subsample: [0.7]}
      """;

  private static final String TPE_OF_LEARNERS_AND_PLANS =
      """
      search:
        strategy: tpe
        trials: 9
        batch: 3
        oneStandardError: true
        plan: {regions: [true, false]}
        learners:
          xgboost:
            monotone: {income: -1}
            balanced: true
            rounds: [5, 10]
            space:
              max_depth: {integer: [1, 4]}
              gamma: {uniform: [0, 5], when: {max_depth: [3, 4]}}
          liblinear:
            rounds: 1
            space: {C: {logUniform: [0.01, 10]}}
          random-forest:
            rounds: [5]
            space: {max_depth: [2, 4]}
      """;

  private static final String LIBLINEAR =
      """
      search:
        strategy: grid
        learners:
          liblinear: {rounds: 1, space: {C: [0.1, 1]}}
      """;

  @TempDir private Path temp;
  private SmallTable table;

  @BeforeEach
  void write() {
    table = SmallTable.in(temp);
  }

  @ParameterizedTest
  @ValueSource(strings = {HALVING, HYPERBAND, TPE_OF_LEARNERS_AND_PLANS})
  void theLeaderboardIsTheSameOnEveryRunnerAtAnyParallelism(String search) throws IOException {
    train(search, "one", "--targetParallelism=1");
    train(search, "eight", "--targetParallelism=8");
    train(search, "flink", "--runner=FlinkRunner", "--parallelism=2");

    assertThat(leaderboard("one")).hasSizeGreaterThan(4);
    assertThat(leaderboard("eight")).isEqualTo(leaderboard("one"));
    assertThat(leaderboard("flink")).isEqualTo(leaderboard("one"));
    assertThat(RunFiles.lines(temp.resolve("flink/scores")))
        .isEqualTo(RunFiles.lines(temp.resolve("one/scores")));
  }

  @Test
  void learnersAndPlansAreColumnsOfTheLeaderboard() throws IOException {
    train(TPE_OF_LEARNERS_AND_PLANS, "run");

    assertThat(leaderboard("run").get(0))
        .startsWith("trial,learner,regions,C,gamma,max_depth,mean,stdErr,fold0,fold1,rocAuc");
    assertThat(leaderboard("run")).hasSize(10);
  }

  @Test
  void aModelOfTribuoIsKeptAndScores() throws IOException {
    train(LIBLINEAR, "run");
    CommandLine.succeed(
        "score",
        "--model=" + temp.resolve("run/model"),
        "--input=" + table.rows(),
        "--output=" + temp.resolve("scored"));

    assertThat(search("run").get("bestLearner").asText()).isEqualTo("liblinear");
    assertThat(temp.resolve("run/model/model.ubj")).doesNotExist();
    var scored = RunFiles.lines(temp.resolve("scored/scores"));
    assertThat(scored).hasSize(300);
    assertThat(RunFiles.lines(temp.resolve("run/scores")))
        .allSatisfy(line -> assertThat(scored).contains(line.substring(0, line.lastIndexOf(','))));
  }

  @Test
  void theManifestTellsHowOptimisticTheSearchWas() throws IOException {
    train(HALVING, "run");
    var search = search("run");

    assertThat(search.get("objective").asText()).isEqualTo("logLoss");
    // Less is better: the test's log loss less the selected one.
    assertThat(search.get("optimism").asDouble())
        .isEqualTo(search.get("testScore").asDouble() - search.get("bestScore").asDouble());
    assertThat(search.get("testScore").asDouble())
        .isEqualTo(manifest("run").at("/metrics/test/logLoss").asDouble());
    assertThat(search.get("refitOn").asText()).isEqualTo("train");
  }

  @Test
  void theWinnerMayBeTrainedOnValidationRowsAsWell() throws IOException {
    train(HALVING, "one");
    train(HALVING, "more", "--refitOn=train+validation");

    assertThat(leaderboard("more")).isEqualTo(leaderboard("one"));
    assertThat(Files.readAllBytes(temp.resolve("more/model/model.ubj")))
        .isNotEqualTo(Files.readAllBytes(temp.resolve("one/model/model.ubj")));
    assertThat(search("more").get("refitOn").asText()).isEqualTo("train+validation");
  }

  private void train(String search, String output, String... options) {
    var yaml = SmallTable.SPEC.replaceFirst("grid: .*\n", search);
    var spec =
        SmallTable.spec(
            temp,
            search.contains("regions")
                ? yaml.replace("[region]", "{columns: [region], when: $regions}")
                : yaml);
    CommandLine.succeed(
        Stream.concat(
                Stream.of(
                    "train",
                    "--spec=" + spec,
                    "--input=" + table.rows(),
                    "--output=" + temp.resolve(output)),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private JsonNode manifest(String output) throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(temp.resolve(output).resolve("manifest.json").toFile());
  }

  private JsonNode search(String output) throws IOException {
    return manifest(output).get("search");
  }

  /** Without the seconds and the status of each trial, which tell of the run. */
  private List<String> leaderboard(String output) throws IOException {
    return Files.readAllLines(temp.resolve(output).resolve("leaderboard.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
        .toList();
  }
}
