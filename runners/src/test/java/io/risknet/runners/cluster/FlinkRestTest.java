package io.risknet.runners.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against answers that a Flink 1.19 gave. */
class FlinkRestTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/config",
          "{\"flink-version\":\"1.19.0\",\"features\":{\"web-submit\":true}}",
          "/overview",
          "{\"taskmanagers\":2,\"slots-total\":4,\"slots-available\":3}",
          "/taskmanagers",
          "{\"taskmanagers\":["
              + "{\"id\":\"worker-2\",\"slotsNumber\":2,\"freeSlots\":2,"
              + "\"hardware\":{\"cpuCores\":8},"
              + "\"totalResource\":{\"networkMemory\":128}},"
              + "{\"id\":\"worker-1\",\"slotsNumber\":2,\"freeSlots\":1,"
              + "\"hardware\":{\"cpuCores\":8},"
              + "\"totalResource\":{\"networkMemory\":128}}]}",
          "/jobs/overview",
          "{\"jobs\":["
              + "{\"jid\":\"a\",\"name\":\"first\",\"start-time\":1000,\"duration\":2500,"
              + "\"state\":\"FINISHED\"},"
              + "{\"jid\":\"b\",\"name\":\"second\",\"start-time\":9000,\"duration\":100,"
              + "\"state\":\"RUNNING\"}]}",
          "/jobmanager/config",
          "[{\"key\":\"rest.port\",\"value\":\"8081\"}]");

  private HttpServer server;
  private FlinkRest rest;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var answer = ANSWERS.get(exchange.getRequestURI().getPath()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    rest = FlinkRest.of("127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void version() throws IOException {
    assertThat(rest.version()).isEqualTo("1.19.0");
  }

  @Test
  void slotsOfAllWorkers() throws IOException {
    assertThat(rest.slots()).isEqualTo(4);
  }

  @Test
  void workersByName() throws IOException {
    assertThat(rest.workers())
        .containsExactly(
            new FlinkRest.WorkerState("worker-1", 2, 1, 8, 128),
            new FlinkRest.WorkerState("worker-2", 2, 2, 8, 128));
  }

  @Test
  void jobsTheLatestFirst() throws IOException {
    assertThat(rest.jobs())
        .containsExactly(
            new FlinkRest.JobState("b", "second", "RUNNING", 9000, 0.1),
            new FlinkRest.JobState("a", "first", "FINISHED", 1000, 2.5));
  }

  @Test
  void configuration() throws IOException {
    assertThat(rest.configuration().toMap()).containsExactly(Map.entry("rest.port", "8081"));
  }

  @Test
  void nobodyThereIsSaidInOneSentence() {
    server.stop(0);

    assertThatThrownBy(rest::version)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("No Flink answers at http://127.0.0.1:")
        .hasMessageEndingWith("see whether the address is right and the cluster runs.");
  }

  @Test
  void theAddressMayBeAUrlAndThePortLeftOut() {
    assertThat(FlinkRest.of("http://host:7000/").address()).hasToString("host:7000");
    assertThat(FlinkRest.of("host").address()).hasToString("host:8081");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlinkRest.of("host:port"))
        .withMessage("--flinkMaster=host:port is no address; write it as HOST:PORT.");
  }

  @Test
  void anAddressWithTlsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlinkRest.of("https://host:8081"))
        .withMessage(
            "--flinkMaster=https://host:8081 asks for TLS, which RiskNet does not speak with Flink;"
                + " give the HOST:PORT at which Flink's REST interface answers without it.");
  }
}
