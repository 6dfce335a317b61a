package io.risknet.pipelines.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Logs one training run: a parent with the winner and the model, a nested run for each trial. The
 * parent is ended last, so that one that is finished is whole.
 */
final class RunLog {
  private static final String RUN_ID = "risknet.runId";

  /** MLflow keeps no longer texts. */
  private static final int MAX_TAG = 5000;

  private final TrackingServer server;
  private final String experiment;
  private final long now = System.currentTimeMillis();

  /**
   * A log.
   *
   * @param experiment the server's id of it
   */
  RunLog(TrackingServer server, String experiment) {
    this.server = server;
    this.experiment = experiment;
  }

  /**
   * Logs a run, unless it is logged already. One that an earlier attempt began and did not end is
   * left as failed.
   *
   * @return the server's id of it, and what was left out
   */
  Outcome log(
      RunManifest run, Leaderboard leaderboard, Map<String, BinaryMetrics> metrics, String output)
      throws IOException {
    for (var earlier : earlier(run.runId())) {
      if (earlier.status().equals("FINISHED")) {
        return outcome(earlier, output);
      }
      end(earlier.id(), "FAILED");
    }
    var parent =
        create(run.spec(), Instant.parse(run.startedAt()).toEpochMilli(), tags(run, output));
    try {
      logWinner(parent.id(), leaderboard, metrics);
      for (var row : leaderboard.rows()) {
        logTrial(parent.id(), row);
      }
      if (parent.keepsArtifacts()) {
        logModel(parent, output);
      }
    } catch (IOException | RuntimeException e) {
      fail(parent.id(), e);
      throw e;
    }
    end(parent.id(), "FINISHED");
    return outcome(parent, output);
  }

  /**
   * What became of it.
   *
   * @param run the server's id of it
   * @param warning what was left out; empty when nothing was
   */
  record Outcome(String run, String warning) {}

  private static Outcome outcome(Logged run, String output) {
    return new Outcome(
        run.id(),
        run.keepsArtifacts()
            ? ""
            : "it keeps artifacts at %s and not by its own proxy, so the model's files are in %s only"
                .formatted(run.artifacts(), AtomicFile.below(output, "model")));
  }

  /** A run on the server: its id, its status and where its artifacts are. */
  private record Logged(String id, String status, String artifacts) {
    private static final String PROXY = "mlflow-artifacts:";

    /** Clients of servers that do not need the keys of the store. */
    boolean keepsArtifacts() {
      return artifacts.startsWith(PROXY + "/") && !artifacts.startsWith(PROXY + "//");
    }

    String artifactPath() {
      return artifacts.substring(PROXY.length());
    }
  }

  private List<Logged> earlier(String runId) throws IOException {
    var found =
        server.post(
            "runs/search",
            Map.of(
                "experiment_ids",
                List.of(experiment),
                "filter",
                "tags.`%s` = '%s'".formatted(RUN_ID, runId),
                "max_results",
                100));
    var earlier = new ArrayList<Logged>();
    for (var run : found.path("runs")) {
      earlier.add(logged(run));
    }
    return earlier;
  }

  private Logged logged(JsonNode run) throws IOException {
    var info = run.path("info");
    return new Logged(
        server.id(info, "run_id"),
        info.path("status").asText(),
        info.path("artifact_uri").asText());
  }

  private static Map<String, String> tags(RunManifest run, String output) {
    return Map.of(
        RUN_ID,
        run.runId(),
        "risknet.spec",
        run.spec(),
        "risknet.version",
        run.code().version(),
        "risknet.commit",
        run.code().commit(),
        "risknet.output",
        output);
  }

  private void logWinner(String run, Leaderboard leaderboard, Map<String, BinaryMetrics> metrics)
      throws IOException {
    var winner = leaderboard.winner();
    var values = new LinkedHashMap<String, Double>();
    values.put("objective", winner.selectedScore());
    values.put("objective.stdErr", winner.stdErr());
    var test = metrics.get("test");
    if (test != null) {
      for (var metric : Metric.values()) {
        metric.of(test).ifPresent(value -> values.put("test." + metric.id(), value));
      }
      test.gini().ifPresent(value -> values.put("test.gini", value));
    }
    var parameters = parameters(winner.trial(), winner.rounds());
    parameters.put("objective", winner.objective());
    logBatch(run, parameters, values);
  }

  private void logTrial(String parent, Leaderboard.Row row) throws IOException {
    var tags = new TreeMap<String, String>();
    tags.put("mlflow.parentRunId", parent);
    tags.put("risknet.status", row.status().name());
    if (!row.error().isEmpty()) {
      tags.put("risknet.error", row.error().substring(0, Math.min(MAX_TAG, row.error().length())));
    }
    var run = create(row.trial().id(), now - Math.round(row.seconds() * 1e3), tags);
    var values = new LinkedHashMap<String, Double>();
    values.put("objective", row.mean());
    values.put("objective.stdErr", row.stdErr());
    row.metrics().forEach((metric, value) -> values.put(metric.id(), value));
    values.put("seconds", row.seconds());
    try {
      logBatch(run.id(), parameters(row.trial(), row.rounds()), values);
    } catch (IOException | RuntimeException e) {
      fail(run.id(), e);
      throw e;
    }
    end(run.id(), status(row.status()));
  }

  private static String status(Leaderboard.Status status) {
    return switch (status) {
      case TRAINED, REUSED, STOPPED -> "FINISHED";
      case INCOMPLETE -> "KILLED";
      case FAILED -> "FAILED";
    };
  }

  private static Map<String, String> parameters(Trial trial, int rounds) {
    var parameters = new TreeMap<>(trial.point().plan());
    trial
        .point()
        .parameters()
        .forEach((name, value) -> parameters.put(name, Parameter.text(value)));
    parameters.put("learner", trial.point().learner());
    if (rounds > 0) {
      parameters.put("rounds", Integer.toString(rounds));
    }
    return parameters;
  }

  private void logModel(Logged run, String output) throws IOException {
    for (var file : AtomicFile.stamps(AtomicFile.below(output, "model")).keySet()) {
      var name = file.substring(file.lastIndexOf('/') + 1);
      var bytes = AtomicFile.read(file);
      if (bytes.isPresent()) {
        server.putArtifact(run.artifactPath() + "/model/" + name, bytes.get());
      }
    }
  }

  private Logged create(String name, long start, Map<String, String> tags) throws IOException {
    var answer =
        server.post(
            "runs/create",
            Map.of(
                "experiment_id", experiment,
                "run_name", name,
                "start_time", start,
                "tags", pairs(tags)));
    return logged(answer.path("run"));
  }

  private void logBatch(String run, Map<String, String> parameters, Map<String, Double> values)
      throws IOException {
    var metrics = new ArrayList<Map<String, Object>>();
    values.forEach(
        (name, value) -> {
          if (!value.isNaN()) {
            metrics.add(Map.of("key", name, "value", value, "timestamp", now, "step", 0));
          }
        });
    server.post(
        "runs/log-batch", Map.of("run_id", run, "params", pairs(parameters), "metrics", metrics));
  }

  private static List<Map<String, String>> pairs(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> Map.of("key", text.getKey(), "value", text.getValue()))
        .toList();
  }

  private void end(String run, String status) throws IOException {
    server.post(
        "runs/update",
        Map.of("run_id", run, "status", status, "end_time", System.currentTimeMillis()));
  }

  /** Nobody should take it for one that is still at work. */
  private void fail(String run, Exception because) {
    try {
      end(run, "FAILED");
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
