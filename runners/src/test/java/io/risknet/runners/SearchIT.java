package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Of one tree, six levels are a bit better than one, which is cheaper. */
  private static final String CHEAPEST =
      """
      search:
        strategy: grid
        objective: logLoss
        oneStandardError: true
        rounds: [1]
        space: {max_depth: [1, 6], eta: [0.3]}
      """;

  /** One row at a time, of which no linear model can be made. */
  private static final String TOO_FEW_ROWS =
      """
      search:
        strategy: halving
        factor: 100
        resource: rows
        minimum: 0.01
        learners:
          xgboost: {rounds: [5], space: {max_depth: [2]}}
          liblinear: {rounds: 1, space: {C: [0.1, 1]}}
      """;

  @TempDir private Path temp;
  private SmallTable table;

  @BeforeEach
  void write() {
    table = SmallTable.in(temp);
  }

  /** With the numbers of Flink's slots: there a run takes many seconds. */
  private static Stream<Arguments> searches() {
    return Stream.of(
        Arguments.of(HALVING, List.of(2)),
        Arguments.of(HYPERBAND, List.of(2)),
        Arguments.of(TPE_OF_LEARNERS_AND_PLANS, List.of(1, 2, 8)));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void theLeaderboardIsTheSameOnEveryRunnerAtAnyParallelism(String search, List<Integer> slots)
      throws IOException {
    train(search, "direct-1", "--targetParallelism=1");
    assertThat(leaderboard("direct-1")).hasSizeGreaterThan(4);

    for (int parallelism : List.of(2, 8)) {
      var direct = "direct-" + parallelism;
      train(search, direct, "--targetParallelism=" + parallelism);
      assertSameAsOnOneThread(direct);
    }
    for (int parallelism : slots) {
      var flink = "flink-" + parallelism;
      train(search, flink, "--runner=FlinkRunner", "--parallelism=" + parallelism);
      assertSameAsOnOneThread(flink);
    }
  }

  private void assertSameAsOnOneThread(String output) throws IOException {
    assertThat(leaderboard(output)).isEqualTo(leaderboard("direct-1"));
    assertThat(RunFiles.lines(temp.resolve(output).resolve("scores")))
        .isEqualTo(RunFiles.lines(temp.resolve("direct-1/scores")));
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
  void moreFailedTrialsThanAreAllowedEndTheRun() {
    CommandLine.run(arguments(TOO_FEW_ROWS, "run", "--maxFailedTrials=1"))
        .assertSentence(
            "risknet: Failed trials: 2, more than --maxFailedTrials=1 allows; one of them: trial",
            "have the same label; give more rows, of both.");
  }

  @Test
  void asManyFailedTrialsAsAreAllowedDoNotEndTheRun() throws IOException {
    train(TOO_FEW_ROWS, "run", "--maxFailedTrials=2");

    assertThat(search("run").get("bestLearner").asText()).isEqualTo("xgboost");
    assertThat(Files.readAllLines(temp.resolve("run/leaderboard.csv")))
        .filteredOn(line -> line.endsWith(",failed"))
        .hasSize(2);
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
  void theManifestTellsThePlaceOfATrialThatIsNotTheFirst() throws IOException {
    train(CHEAPEST, "run");

    assertThat(search("run").get("bestPlace").asInt()).isEqualTo(2);
    assertThat(leaderboard("run").get(2))
        .startsWith(search("run").get("bestTrial").asText() + ",0.3,1,");
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

  @Test
  void validationRowsThatTheModelWasTrainedOnHaveNoMetrics() throws IOException {
    train(HALVING, "one");
    train(HALVING, "more", "--refitOn=train+validation");

    assertThat(parts("one")).containsExactly("test", "train", "validation");
    assertThat(parts("more")).containsExactly("test", "train");
    assertThat(Files.readString(temp.resolve("more/model/card.md")))
        .contains("| train | ")
        .doesNotContainPattern("\\| validation \\|([^|\n]*\\|){7}");
  }

  private void train(String search, String output, String... options) {
    CommandLine.succeed(arguments(search, output, options));
  }

  private String[] arguments(String search, String output, String... options) {
    var yaml = SmallTable.SPEC.replaceFirst("grid: .*\n", search);
    var spec =
        SmallTable.spec(
            temp,
            search.contains("regions")
                ? yaml.replace("[region]", "{columns: [region], when: $regions}")
                : yaml);
    return Stream.concat(
            Stream.of(
                "train",
                "--spec=" + spec,
                "--input=" + table.rows(),
                "--output=" + temp.resolve(output)),
            Stream.of(options))
        .toArray(String[]::new);
  }

  private JsonNode manifest(String output) throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(temp.resolve(output).resolve("manifest.json").toFile());
  }

  private List<String> parts(String output) throws IOException {
    return ImmutableList.copyOf(manifest(output).get("metrics").fieldNames());
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
