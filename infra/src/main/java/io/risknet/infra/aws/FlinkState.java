package io.risknet.infra.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a JobManager says of its cluster.
 *
 * @param address of its REST interface and web UI, inside the network
 * @param workers that have registered
 * @param slots of all workers
 * @param freeSlots that no job has
 * @param jobs that it knows
 */
public record FlinkState(String address, int workers, int slots, int freeSlots, List<Job> jobs) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public FlinkState {
    jobs = List.copyOf(jobs);
  }

  /**
   * A job.
   *
   * @param id Flink's id of it
   * @param name that it was submitted with
   * @param state such as RUNNING or FINISHED
   * @param seconds since it started, or that it took
   */
  public record Job(String id, String name, String state, long seconds) {}

  /** Reads what the script of the nodes prints: Flink's two overviews. */
  static FlinkState parse(String json) {
    try {
      var root = MAPPER.readTree(json);
      var cluster = root.path("cluster");
      return new FlinkState(
          root.path("address").asText(),
          cluster.path("taskmanagers").asInt(),
          cluster.path("slots-total").asInt(),
          cluster.path("slots-available").asInt(),
          StreamSupport.stream(root.at("/overview/jobs").spliterator(), false)
              .map(
                  job ->
                      new Job(
                          job.path("jid").asText(),
                          job.path("name").asText(),
                          job.path("state").asText(),
                          job.path("duration").asLong() / 1000))
              .toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The JobManager's overview is no JSON: " + json, e);
    }
  }
}
