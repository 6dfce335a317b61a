package io.risknet.runners.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Streams;
import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * Asks any Flink cluster how it does.
 *
 * @param address the host and port of its REST interface
 */
public record FlinkRest(HostAndPort address) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** The port of Flink's REST interface, unless another is named. */
  private static final int PORT = 8081;

  /**
   * A worker.
   *
   * @param name Flink's id of it
   * @param slots how many tasks it runs at a time
   * @param freeSlots how many of them no job has
   * @param cores of its machine
   * @param networkMebibytes of its network buffers, which all slots share
   */
  public record WorkerState(
      String name, int slots, int freeSlots, int cores, int networkMebibytes) {}

  /**
   * A job.
   *
   * @param id Flink's id of it
   * @param name that it was submitted with
   * @param state such as RUNNING or FINISHED
   * @param startMillis when it started, since 1970
   * @param seconds since it started, or that it took
   */
  public record JobState(String id, String name, String state, long startMillis, double seconds) {}

  /**
   * The cluster that {@code --flinkMaster} names: {@code HOST}, {@code HOST:PORT} or a URL.
   *
   * @throws IllegalArgumentException when it is no address, or one that asks for TLS
   */
  public static FlinkRest of(String flinkMaster) {
    checkArgument(
        !flinkMaster.strip().startsWith("https://"),
        "--flinkMaster=%s asks for TLS, which RiskNet does not speak with Flink; give the HOST:PORT"
            + " at which Flink's REST interface answers without it.",
        flinkMaster);
    try {
      var address = flinkMaster.strip().replaceFirst("^http://", "").replaceFirst("/$", "");
      return new FlinkRest(HostAndPort.fromString(address).withDefaultPort(PORT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--flinkMaster=%s is no address; write it as HOST:PORT.".formatted(flinkMaster), e);
    }
  }

  /** Flink's version. */
  public String version() throws IOException {
    return get("/config").path("flink-version").asText();
  }

  /** How many slots all workers together have. */
  public int slots() throws IOException {
    return get("/overview").path("slots-total").asInt();
  }

  /** The workers, by name. */
  public List<WorkerState> workers() throws IOException {
    return Streams.stream(get("/taskmanagers").path("taskmanagers"))
        .map(
            worker ->
                new WorkerState(
                    worker.path("id").asText(),
                    worker.path("slotsNumber").asInt(),
                    worker.path("freeSlots").asInt(),
                    worker.path("hardware").path("cpuCores").asInt(),
                    worker.path("totalResource").path("networkMemory").asInt()))
        .sorted(Comparator.comparing(WorkerState::name))
        .toList();
  }

  /** The jobs, the latest first. */
  public List<JobState> jobs() throws IOException {
    return Streams.stream(get("/jobs/overview").path("jobs"))
        .map(
            job ->
                new JobState(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    job.path("start-time").asLong(),
                    job.path("duration").asLong() / 1e3))
        .sorted(Comparator.comparingLong(JobState::startMillis).reversed())
        .toList();
  }

  /** What the JobManager was configured with. */
  public Configuration configuration() throws IOException {
    var configuration = new Configuration();
    for (var entry : get("/jobmanager/config")) {
      configuration.setString(entry.path("key").asText(), entry.path("value").asText());
    }
    return configuration;
  }

  private JsonNode get(String path) throws IOException {
    var uri = URI.create("http://" + address + path);
    try {
      var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      var response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new IOException(
          ("No Flink answers at http://%s (%s); see whether the address is right and the cluster"
                  + " runs.")
              .formatted(address, e.getMessage() == null ? "no connection" : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking " + uri, e);
    }
  }
}
