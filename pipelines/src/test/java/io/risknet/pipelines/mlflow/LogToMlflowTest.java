package io.risknet.pipelines.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.TestManifest;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Objective;
import io.risknet.transforms.tuning.Point;
import io.risknet.transforms.tuning.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two trials, of which one failed, logged to a server that remembers what it was sent. */
@Timeout(60)
class LogToMlflowTest {
  private static final String API = "/api/2.0/mlflow/";
  private static final RunManifest RUN = TestManifest.started("freddie-mac", List.of());
  private static final Leaderboard LEADERBOARD =
      new Leaderboard(
          Objective.of(Metric.ROC_AUC),
          List.of(
              row("good", Leaderboard.Status.TRAINED, 50, 0.75, ""),
              row("bad", Leaderboard.Status.FAILED, 0, Double.NaN, "too deep")));

  @TempDir private Path output;
  private FakeMlflow mlflow;

  @BeforeEach
  void start() throws IOException {
    mlflow = new FakeMlflow();
    Files.createDirectory(output.resolve("model"));
    Files.writeString(output.resolve("model/manifest.json"), "the manifest");
    Files.writeString(output.resolve("model/model.ubj"), "the booster");
  }

  @AfterEach
  void stop() {
    mlflow.close();
  }

  private static Leaderboard.Row row(
      String id, Leaderboard.Status status, int rounds, double mean, String error) {
    var point =
        new Point(
            "xgboost",
            ImmutableSortedMap.of("smoothing", "20"),
            new TreeMap<>(Map.of("eta", 0.1, "max_depth", 3.0)));
    return new Leaderboard.Row(
        new Trial(id, point, 2, 1),
        0,
        rounds,
        mean,
        mean / 100,
        ImmutableSortedMap.of(),
        List.of(mean, mean),
        rounds > 0 ? List.of(ImmutableSortedMap.of(Metric.BRIER, 0.25)) : List.of(),
        2,
        0,
        0,
        1.5,
        status,
        error,
        "");
  }

  @Test
  void makesTheExperimentWhenItIsNotThere() {
    log();

    assertThat(mlflow.calls.get(0).path())
        .isEqualTo(API + "experiments/get-by-name?experiment_name=credit+risk");
    assertThat(mlflow.to(API + "experiments/create").get(0).json().get("name").asText())
        .isEqualTo("credit risk");
  }

  @Test
  void usesTheExperimentThatIsThere() {
    mlflow.answers.put(
        "experiments/get-by-name", Map.entry(200, "{\"experiment\": {\"experiment_id\": \"9\"}}"));
    log();

    assertThat(mlflow.to("experiments/create")).isEmpty();
    assertThat(mlflow.to("runs/create"))
        .hasSize(3)
        .allSatisfy(run -> assertThat(run.json().get("experiment_id").asText()).isEqualTo("9"));
  }

  @Test
  void theParentTellsOfTheRunAndItsWinner() {
    assertThat(log())
        .isEqualTo(new RunManifest.Tracking(mlflow.address(), "credit risk", "run-0", ""));

    var parent = mlflow.to("runs/create").get(0).json();
    assertThat(parent.get("run_name").asText()).isEqualTo("freddie-mac");
    assertThat(parent.get("start_time").asLong()).isEqualTo(1_767_225_600_000L);
    assertThat(pairs(parent.get("tags")))
        .containsOnly(
            Map.entry("risknet.runId", "run-id"),
            Map.entry("risknet.spec", "freddie-mac"),
            Map.entry("risknet.version", "1.2"),
            Map.entry("risknet.commit", "0a1b"),
            Map.entry("risknet.output", output.toString()));
    var batch = mlflow.to("runs/log-batch").get(0).json();
    assertThat(batch.get("run_id").asText()).isEqualTo("run-0");
    assertThat(pairs(batch.get("params")))
        .containsOnly(
            Map.entry("eta", "0.1"),
            Map.entry("max_depth", "3"),
            Map.entry("smoothing", "20"),
            Map.entry("learner", "xgboost"),
            Map.entry("rounds", "50"),
            Map.entry("objective", "rocAuc"));
    assertThat(pairs(batch.get("metrics")))
        .containsEntry("objective", "0.75")
        .containsEntry("objective.stdErr", "0.0075")
        .containsEntry("test.rocAuc", "1.0")
        .containsEntry("test.gini", "1.0")
        .containsEntry("test.averagePrecision", "1.0");
  }

  @Test
  void everyTrialIsANestedRun() {
    log();

    var good = mlflow.to("runs/create").get(1).json();
    var bad = mlflow.to("runs/create").get(2).json();
    assertThat(good.get("run_name").asText()).isEqualTo("good");
    assertThat(pairs(good.get("tags")))
        .containsOnly(
            Map.entry("mlflow.parentRunId", "run-0"), Map.entry("risknet.status", "TRAINED"));
    assertThat(pairs(bad.get("tags")))
        .containsEntry("mlflow.parentRunId", "run-0")
        .containsEntry("risknet.error", "too deep");
    var batch = mlflow.to("runs/log-batch").get(1).json();
    assertThat(batch.get("run_id").asText()).isEqualTo("run-1");
    assertThat(pairs(batch.get("params")))
        .containsEntry("eta", "0.1")
        .containsEntry("rounds", "50");
    assertThat(pairs(batch.get("metrics")))
        .containsOnly(
            Map.entry("objective", "0.75"),
            Map.entry("objective.stdErr", "0.0075"),
            Map.entry("brier", "0.25"),
            Map.entry("seconds", "1.5"));
    assertThat(pairs(mlflow.to("runs/log-batch").get(2).json().get("metrics")))
        .containsOnly(Map.entry("seconds", "1.5"));
  }

  @Test
  void theParentEndsLast() {
    log();

    assertThat(ends()).containsExactly("run-1 FINISHED", "run-2 FAILED", "run-0 FINISHED");
    assertThat(mlflow.calls.get(mlflow.calls.size() - 1).path()).endsWith("runs/update");
  }

  @Test
  void theModelsFilesAreArtifactsOfTheParent() {
    log();

    assertThat(mlflow.calls)
        .filteredOn(call -> call.method().equals("PUT"))
        .extracting(call -> call.path() + " " + call.body())
        .containsExactlyInAnyOrder(
            "/api/2.0/mlflow-artifacts/artifacts/7/run-0/artifacts/model/manifest.json"
                + " the manifest",
            "/api/2.0/mlflow-artifacts/artifacts/7/run-0/artifacts/model/model.ubj the booster");
  }

  @Test
  void whereTheServerKeepsNoArtifactsTheyAreLeftOut() {
    mlflow.artifacts = "s3://bucket/7/run-%d/artifacts";

    var tracking = log();

    assertThat(mlflow.calls).noneMatch(call -> call.method().equals("PUT"));
    assertThat(ends()).last().isEqualTo("run-0 FINISHED");
    assertThat(tracking.run()).isEqualTo("run-0");
    assertThat(tracking.warning())
        .contains("it keeps artifacts at s3://bucket/7/run-0/artifacts", output + "/model only.");
  }

  @Test
  void aRetryDoesNotLogAgainWhatIsLogged() {
    mlflow.answers.put("runs/search", earlier("FINISHED"));

    assertThat(log().run()).isEqualTo("run-77");

    assertThat(mlflow.to("runs/search").get(0).json().get("filter").asText())
        .isEqualTo("tags.`risknet.runId` = 'run-id'");
    assertThat(mlflow.to("runs/create")).isEmpty();
  }

  @Test
  void aRetryLeavesWhatIsNotWholeAsFailedAndLogsAnew() {
    mlflow.answers.put("runs/search", earlier("RUNNING"));

    assertThat(log().run()).isEqualTo("run-0");
    assertThat(ends()).startsWith("run-77 FAILED").endsWith("run-0 FINISHED");
  }

  @Test
  void aServerThatIsDownCostsAWarning() throws IOException {
    // A port that nobody else is given, and where nobody listens.
    try (var held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var tracking = log("http://127.0.0.1:" + held.getLocalPort(), Map.of());

      assertThat(tracking.run()).isEmpty();
      assertThat(tracking.warning())
          .isEqualTo(
              "The MLflow server http://127.0.0.1:%d has not all of this run: there is no connection to it. The output does."
                  .formatted(held.getLocalPort()));
    }
  }

  @Test
  void aServerThatNeverAnswersCostsAWarning() throws IOException {
    try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var server = "http://127.0.0.1:" + mute.getLocalPort();

      assertThat(log(server, Map.of(), Duration.ofSeconds(2)).warning())
          .contains("it does not answer within 2 s");
    }
  }

  @Test
  void aServerThatFallsSilentInAnAnswerCostsAWarning() {
    mlflow.stalls = call -> call.path().endsWith("experiments/create");

    assertThat(log(mlflow.address(), Map.of(), Duration.ofSeconds(2)).warning())
        .contains("it does not answer within 2 s");
  }

  @Test
  void anInterruptedWorkerStaysInterrupted() {
    Thread.currentThread().interrupt();

    var tracking = log();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(tracking.warning()).contains("the worker was interrupted");
  }

  @Test
  void aServerThatFailsCostsAWarningAndLeavesNoRunAtWork() {
    mlflow.answers.put("runs/log-batch", Map.entry(500, "{\"error_code\": \"INTERNAL_ERROR\"}"));

    assertThat(log().warning())
        .contains(
            mlflow.address(), "it answers 500 INTERNAL_ERROR to /api/2.0/mlflow/runs/log-batch.");
    assertThat(ends()).containsExactly("run-0 FAILED");
  }

  @Test
  void aTrialThatIsNotLoggedIsNotLeftAtWorkEither() {
    mlflow.fails = call -> call.path().endsWith("runs/log-batch") && call.body().contains("run-1");

    assertThat(log().warning()).contains("it answers 500 INTERNAL_ERROR");
    assertThat(ends()).containsExactly("run-1 FAILED", "run-0 FAILED");
  }

  @Test
  void theWarningTellsOfTheFirstFailureWhenATrialCannotBeEnded() {
    mlflow.fails = call -> !call.path().endsWith("create") && call.body().contains("run-1");

    assertThat(log().warning()).contains("to /api/2.0/mlflow/runs/log-batch.");
    assertThat(ends()).containsExactly("run-1 FAILED", "run-0 FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"experiments/get-by-name", "experiments/create", "runs/create"})
  void aLoginPageIsNoLog(String path) {
    mlflow.answers.put(path, Map.entry(200, "<html>Log in</html>"));

    var tracking = log();

    assertThat(tracking.run()).isEmpty();
    assertThat(tracking.warning())
        .contains(
            mlflow.address() + " does not answer as an MLflow tracking server; check the address");
  }

  @Test
  void aRunWithoutAnIdIsNotMlflows() {
    mlflow.answers.put(
        "runs/search", Map.entry(200, "{\"runs\": [{\"info\": {\"run_id\": null}}]}"));

    assertThat(log().warning()).contains("does not answer as an MLflow tracking server");
  }

  @Test
  void anAnswerThatIsNoJsonCostsAWarning() {
    mlflow.answers.put("runs/search", Map.entry(502, "<html>Bad gateway</html>"));

    assertThat(log().warning()).contains("it answers 502 to /api/2.0/mlflow/runs/search.");
  }

  @Test
  void theTokenIsSentAndNotTold() {
    // A server that repeats what it is sent.
    mlflow.answers.put(
        "runs/create", Map.entry(401, "{\"error_code\": \"s3cret\", \"message\": \"s3cret\"}"));

    var tracking = log(mlflow.address(), Map.of("MLFLOW_TRACKING_TOKEN", "s3cret"));

    assertThat(mlflow.calls)
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.authorization()).isEqualTo("Bearer s3cret"));
    assertThat(tracking.toString()).contains("it answers 401").doesNotContain("s3cret");
  }

  @Test
  void aTokenThatCannotBeSentIsNotToldEither() {
    assertThat(log(mlflow.address(), Map.of("MLFLOW_TRACKING_TOKEN", "s3\ncret")).warning())
        .contains("the credentials in the environment are no text for a header")
        .doesNotContain("cret");
  }

  @Test
  void userAndPasswordAreSentAsMlflowsClientsDo() {
    log(
        mlflow.address(),
        Map.of(
            "MLFLOW_TRACKING_USERNAME", "ann",
            "MLFLOW_TRACKING_PASSWORD", "pass",
            "MLFLOW_TRACKING_TOKEN", "s3cret"));

    // Base 64 of ann:pass.
    assertThat(mlflow.calls.get(0).authorization()).isEqualTo("Basic YW5uOnBhc3M=");
  }

  @Test
  void withoutCredentialsNoneAreSent() {
    log();

    assertThat(mlflow.calls).allSatisfy(call -> assertThat(call.authorization()).isNull());
  }

  private RunManifest.Tracking log() {
    return log(mlflow.address(), Map.of());
  }

  private RunManifest.Tracking log(String server, Map<String, String> environment) {
    return log(server, environment, Duration.ofMinutes(1));
  }

  private RunManifest.Tracking log(
      String server, Map<String, String> environment, Duration timeout) {
    var perfect =
        BinaryMetrics.of(ScoreDistribution.of(new double[] {0.1, 0.7}, new double[] {0, 1}));
    return LogToMlflow.log(
        new MlflowTarget(server, "credit risk"),
        Authorization.from(environment),
        timeout,
        RUN,
        LEADERBOARD,
        Map.of("test", perfect),
        output.toString());
  }

  private static Map.Entry<Integer, String> earlier(String status) {
    return Map.entry(
        200,
        "{\"runs\": [{\"info\": {\"run_id\": \"run-77\", \"status\": \"%s\", \"artifact_uri\": \"mlflow-artifacts:/7\"}}]}"
            .formatted(status));
  }

  private List<String> ends() {
    return mlflow.to("runs/update").stream()
        .map(FakeMlflow.Call::json)
        .map(end -> end.get("run_id").asText() + " " + end.get("status").asText())
        .toList();
  }

  private static Map<String, String> pairs(JsonNode list) {
    var pairs = new TreeMap<String, String>();
    list.forEach(pair -> pairs.put(pair.get("key").asText(), pair.get("value").asText()));
    return pairs;
  }
}
