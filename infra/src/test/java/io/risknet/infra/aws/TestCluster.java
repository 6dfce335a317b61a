package io.risknet.infra.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of one JobManager and two workers, as AWS tells of it. */
final class TestCluster {
  static final Map<String, String> STORAGE =
      Map.of("BucketName", "loans", "LogGroupName", "/risknet/logs");
  static final Map<String, String> CLUSTER =
      Map.of(
          "BucketName", "loans",
          "LogGroupName", "/risknet/logs",
          "JobManagerGroup", "jm-group",
          "WorkerGroup", "worker-group");
  static final ClusterPlan PLAN =
      new ClusterPlan(
          "risknet",
          Optional.of(2),
          Optional.of(4),
          Optional.of(List.of("m6i.xlarge", "m6a.xlarge", "m5.xlarge", "m5a.xlarge")),
          Optional.of(100),
          Optional.of(0),
          Optional.of("m6i.large"));

  /** What its JobManager says; the number of workers is left open. */
  static final String OVERVIEW =
      """
      {"address": "10.87.0.9:8081", "cluster": {"taskmanagers": %d, "slots-total": 8, "slots-available": 3},
       "overview": {"jobs": [
         {"jid": "a1", "name": "risknet-train", "state": "RUNNING", "duration": 61500}]}}
      """;

  private TestCluster() {}

  /** Its machines are there, and its JobManager knows some number of workers. */
  static void answers(FakeAws aws, int workers) {
    machines(aws);
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json("GetCommandInvocation", invocation(0, OVERVIEW.formatted(workers), ""));
  }

  /** The JobManager, and one of the two workers that are wanted. */
  static void machines(FakeAws aws) {
    aws.group("jm-group", 1, "i-jm").group("worker-group", 2, "i-w");
  }

  /** How a command ended on a machine. */
  static String invocation(int exitCode, String out, String err) {
    return JsonMapper.builder()
        .build()
        .createObjectNode()
        .put("Status", exitCode == 0 ? "Success" : "Failed")
        .put("ResponseCode", exitCode)
        .put("StandardOutputContent", out)
        .put("StandardErrorContent", err)
        .toString();
  }
}
