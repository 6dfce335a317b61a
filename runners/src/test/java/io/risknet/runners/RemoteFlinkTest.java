package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.util.concurrent.FutureUtils.RetryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteFlinkTest {
  private final Map<String, String> answers = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    slots(6);
    configured("[]");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var answer = answers.get(exchange.getRequestURI().getPath()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRunTakesAllSlots() throws IOException {
    assertThat(prepare().getParallelism()).isEqualTo(6);
  }

  @Test
  void aRunTakesAsManyAsItWasTold() throws IOException {
    slots(0);

    assertThat(prepare("--parallelism=3").getParallelism()).isEqualTo(3);
  }

  @Test
  void aClusterWithoutSlotsIsRefused() {
    slots(0);

    assertThatIllegalArgumentException()
        .isThrownBy(this::prepare)
        .withMessageMatching("The Flink at 127.0.0.1:\\d+ has no worker yet; start one, or .*");
  }

  @Test
  void whatALostWorkerHadIsTriedAgain() throws IOException {
    assertThat(configuration(prepare()))
        .containsEntry("restart-strategy.type", "fixed-delay")
        .containsEntry("restart-strategy.fixed-delay.attempts", "10");
  }

  @Test
  void theStrategyOfTheClusterStays() throws IOException {
    configured("[{\"key\":\"restart-strategy.type\",\"value\":\"failure-rate\"}]");

    assertThat(configuration(prepare())).doesNotContainKey("restart-strategy.type");
  }

  @Test
  void theUsersOwnConfigurationWins() throws IOException {
    var own = Files.createTempDirectory("conf");
    Files.writeString(
        own.resolve("config.yaml"), "restart-strategy.type: 'none'\nmine: \"it's\"\n");

    assertThat(configuration(prepare("--flinkConfDir=" + own)))
        .containsEntry("restart-strategy.type", "none")
        .containsEntry("mine", "it's");
  }

  @Test
  void aJobManagerThatIsGoneIsSaid() {
    var cause = new RetryException("Could not complete", new ConnectException("refused"));

    assertThat(Failure.of(explain(cause)).message())
        .startsWith("Flink does not answer any more, or has forgotten the job: its JobManager was");
    assertThat(Failure.of(explain(cause)).exitCode()).isEqualTo(2);
  }

  @Test
  void aJobThatANewJobManagerDoesNotKnowIsSaid() {
    assertThat(Failure.of(explain(new FlinkJobNotFoundException(new JobID()))).message())
        .startsWith("Flink does not answer any more");
  }

  @Test
  void aJobThatFailsOnItsOwnIsNotALostJobManager() {
    var thrown =
        new RuntimeException(
            new JobExecutionException(new JobID(), "failed", new RetryException("its own")));

    assertThat(RemoteFlink.explain(thrown)).isSameAs(thrown);
  }

  private static RuntimeException explain(Exception cause) {
    return RemoteFlink.explain(new RuntimeException("Pipeline execution failed", cause));
  }

  private FlinkPipelineOptions prepare(String... more) throws IOException {
    var arguments = new String[more.length + 1];
    arguments[0] = "--flinkMaster=127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(more, 0, arguments, 1, more.length);
    var options = Arguments.parse(arguments, FlinkPipelineOptions.class);
    RemoteFlink.prepare(options);
    return options;
  }

  private static Map<String, String> configuration(FlinkPipelineOptions options) {
    assertThat(Path.of(options.getFlinkConfDir())).isDirectory();
    return GlobalConfiguration.loadConfiguration(options.getFlinkConfDir()).toMap();
  }

  private void slots(int slots) {
    answers.put("/overview", "{\"slots-total\":%d}".formatted(slots));
  }

  private void configured(String json) {
    answers.put("/jobmanager/config", json);
  }
}
