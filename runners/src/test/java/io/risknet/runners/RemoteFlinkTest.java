package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.risknet.runners.cluster.Jar;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.util.concurrent.FutureUtils.RetryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFlinkTest {
  @TempDir private Path temp;
  private final Map<String, String> answers = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    slots(6);
    answers.put("/jobmanager/config", "[]");
    answers.put("/taskmanagers", "{\"taskmanagers\": []}");
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
    RemoteFlink.forget();
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
    prepare();

    assertThat(job())
        .containsEntry("restart-strategy.type", "exponential-delay")
        .containsEntry("restart-strategy.exponential-delay.attempts-before-reset-backoff", "8");
  }

  /** The second is its name until Flink 1.18, which goes on to be read. */
  @ParameterizedTest
  @ValueSource(strings = {"restart-strategy.type", "restart-strategy"})
  void theStrategyOfTheClusterStays(String key) throws IOException {
    clusterHas(key, "none");
    prepare();

    assertThat(job()).isEmpty();
  }

  @Test
  void aStrategyOfTheUsersOwnConfigurationStays() throws IOException {
    Files.writeString(temp.resolve("config.yaml"), "restart-strategy.type: none\n");
    prepare("--flinkConfDir=" + temp);

    assertThat(job()).isEmpty();
  }

  @Test
  void aClusterOfAnotherBuildIsRefused() throws IOException {
    clusterHas("risknet.build", "another");
    var jar = jar();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepare(Optional.of(jar)))
        .withMessageMatching(
            "The cluster at 127.0.0.1:\\d+ was started from another build of RiskNet; .*");
  }

  @Test
  void aClusterOfTheSameBuildHasTheJarAlready() throws IOException {
    var jar = jar();
    clusterHas("risknet.build", jar.build());
    prepare(Optional.of(jar));

    assertThat(environment().getConfiguration().get(PipelineOptions.JARS)).isNullOrEmpty();
  }

  @Test
  void aClusterOfSomebodyElseGetsTheJar() throws IOException {
    var jar = jar();
    prepare(Optional.of(jar));

    assertThat(environment().getConfiguration().get(PipelineOptions.JARS))
        .containsExactly(jar.path().toUri().toURL().toString());
  }

  @Test
  void aJobManagerThatIsGoneIsGivenUpSoonerThanByFlink() throws IOException {
    prepare();

    assertThat(environment().getConfiguration().toMap()).containsEntry("rest.retry.delay", "1000");
  }

  @Test
  void aConfigurationWithTlsIsRefused() throws IOException {
    Files.writeString(temp.resolve("config.yaml"), "security.ssl.rest.enabled: true\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepare("--flinkConfDir=" + temp))
        .withMessageStartingWith(
            "Flink's configuration has TLS for REST (security.ssl.rest.enable");
  }

  @Test
  void beamTakesTheEnvironmentThatWasPrepared() throws IOException {
    var options = prepare("--attachedMode=false");

    assertThat(options.getFlinkMaster()).isEqualTo("[auto]");
    assertThat(environment().getConfiguration().toMap())
        .containsEntry("rest.address", "127.0.0.1")
        .containsEntry("rest.port", Integer.toString(server.getAddress().getPort()))
        .containsEntry("execution.attached", "false");
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
    return prepare(Optional.empty(), more);
  }

  private FlinkPipelineOptions prepare(Optional<Jar> jar, String... more) throws IOException {
    var arguments = new String[more.length + 1];
    arguments[0] = "--flinkMaster=127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(more, 0, arguments, 1, more.length);
    var options = Arguments.parse(arguments, FlinkPipelineOptions.class);
    RemoteFlink.prepare(options, jar);
    return options;
  }

  /** What is added to a job's configuration. */
  private static Map<String, String> job() {
    return ((OneStepPerSlot) environment().getExecutorServiceLoader()).job().toMap();
  }

  private static ExecutionEnvironment environment() {
    return ExecutionEnvironment.getExecutionEnvironment();
  }

  private Jar jar() throws IOException {
    var path = temp.resolve("risknet.jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(path))) {
      jar.putNextEntry(new ZipEntry("a/class"));
    }
    return new Jar(path);
  }

  private void clusterHas(String key, String value) {
    answers.put("/jobmanager/config", "[{\"key\":\"%s\",\"value\":\"%s\"}]".formatted(key, value));
  }

  private void slots(int slots) {
    answers.put("/overview", "{\"slots-total\":%d}".formatted(slots));
  }
}
