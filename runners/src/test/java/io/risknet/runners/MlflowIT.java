package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is logged to a tracking server from inside the pipeline. */
class MlflowIT {
  private static final String ANSWER =
      """
      {"experiment": {"experiment_id": "7"},
       "run": {"info": {"run_id": "77", "artifact_uri": "mlflow-artifacts:/7/77/artifacts"}}}""";

  @TempDir private Path temp;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(ANSWER.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aRunIsLoggedWithItsTrialAndItsModel(String runner) throws IOException {
    var run = train("--runner=" + runner);

    assertThat(run.out())
        .contains("Logged to %s, experiment risknet, run 77.".formatted(address()));
    assertThat(tracking().get("run").asText()).isEqualTo("77");
    assertThat(requests).filteredOn(path -> path.endsWith("runs/create")).hasSize(2);
    assertThat(requests)
        .contains("/api/2.0/mlflow-artifacts/artifacts/7/77/artifacts/model/manifest.json");
  }

  @Test
  void aServerThatIsDownCostsTheRunNothingButTheLog() throws IOException {
    server.stop(0);

    var run = train();

    assertThat(run.out()).contains("\nWarning: The MLflow server " + address()).contains("ROC AUC");
    assertThat(tracking().get("warning").asText()).contains("there is no connection to it");
    assertThat(temp.resolve("run/model/manifest.json")).exists();
  }

  @Test
  void credentialsInAnOptionAreRefused() {
    var table = SmallTable.in(temp);
    var run =
        CommandLine.run(
            "train",
            "--spec=" + table.spec(),
            "--input=" + table.rows(),
            "--output=" + temp.resolve("run"),
            "--mlflow=http://ann:s3cret@127.0.0.1");

    run.assertSentence("--mlflow takes no credentials");
    assertThat(run.out() + run.err()).doesNotContain("s3cret");
  }

  private CommandLine train(String... others) {
    var table = SmallTable.in(temp);
    return CommandLine.succeed(
        Stream.concat(
                Stream.of(
                    "train",
                    "--spec=" + table.spec(),
                    "--input=" + table.rows(),
                    "--output=" + temp.resolve("run"),
                    "--mlflow=" + address()),
                Stream.of(others))
            .toArray(String[]::new));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private JsonNode tracking() throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(temp.resolve("run/manifest.json").toFile())
        .get("tracking");
  }
}
