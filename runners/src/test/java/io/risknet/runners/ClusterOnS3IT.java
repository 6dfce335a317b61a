package io.risknet.runners;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Iterables;
import com.google.common.collect.MoreCollectors;
import com.google.common.collect.Streams;
import io.risknet.runners.s3.FaultyProxy;
import io.risknet.runners.s3.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of several processes reads everything from S3 and writes everything there. */
class ClusterOnS3IT {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  @TempDir private static Path temp;
  private static ClusterOnS3 both;
  private static S3Server server;
  private static TestCluster cluster;
  private static RunsOnS3 runs;

  @BeforeAll
  static void train() throws Exception {
    both = ClusterOnS3.start(temp, SmallRuns.in(temp));
    server = both.server();
    cluster = both.cluster();
    runs = both.runs();
    cluster.run(runs.train("run", "--tempLocation=" + S3Server.uri("spool"), "--rangeBytes=100"));
  }

  @AfterAll
  static void stop() {
    if (both != null) {
      both.close();
    }
  }

  @Test
  void aTrainingGivesWhatOneOnLocalFilesGives() throws Exception {
    runs.assertSameAsDirect("run");
  }

  @Test
  void theRangesOfOneObjectAreReadByAllWorkers() throws Exception {
    var job = "/jobs/" + Iterables.getLast(cluster.rest().jobs()).id();
    var scan =
        Streams.stream(MAPPER.readTree(cluster.get(job)).path("vertices"))
            .filter(step -> step.path("name").asText().endsWith("/Scan)"))
            .map(step -> step.path("id").asText())
            .collect(MoreCollectors.onlyElement());
    var tasks = MAPPER.readTree(cluster.get(job + "/vertices/" + scan)).path("subtasks");

    assertThat(tasks)
        .as(tasks.toString())
        .hasSize(2)
        .allMatch(task -> task.at("/metrics/read-records").asInt() > 0)
        .extracting(task -> task.path("taskmanager-id").asText())
        .containsExactlyInAnyOrder("worker-1", "worker-2");
  }

  @Test
  void theSpoolIsGoneAfterwards() {
    assertThat(server.list("spool/")).isEmpty();
  }

  @Test
  void aModelScoresTheSame() throws Exception {
    CommandLine.succeed(runs.local().score("scored-direct"));
    cluster.run(runs.score("run", "scored"));

    assertThat(RunFiles.lines(server.download("scored/scores", temp.resolve("scored"))))
        .hasSize(300)
        .isEqualTo(RunFiles.lines(temp.resolve("scored-direct/scores")));
  }

  /** The strategy of the user's own configuration has it fail at the first time. */
  @Test
  void whatAWorkerMayNotWriteIsToldInASentence() throws Exception {
    var conf = Files.createDirectory(temp.resolve("flink-conf"));
    Files.writeString(conf.resolve("config.yaml"), "restart-strategy.type: none\n");
    try (var proxy = FaultyProxy.refusing(server.endpoint(), "(PUT|POST) .*/trials/.*")) {
      var end =
          cluster.submit(runs.train(proxy.endpoint(), "refused", "--flinkConfDir=" + conf)).end();

      assertThat(end.out())
          .startsWith("risknet: There is no permission for s3://risk/refused/trials/")
          .hasLineCount(1);
      assertThat(end.exitCode()).isEqualTo(2);
    }
    assertThat(Iterables.getFirst(cluster.rest().jobs(), null).state()).isEqualTo("FAILED");
  }

  /** The key was given on the command line, and went to the workers with the job. */
  @Test
  void flinkTellsNobodyTheSecretKey() throws Exception {
    var job = "/jobs/" + Iterables.getLast(cluster.rest().jobs()).id();
    var paths =
        List.of(
            job,
            job + "/config",
            job + "/plan",
            job + "/exceptions",
            job + "/accumulators",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobmanager/log");
    var answers = new ArrayList<String>();
    for (var path : paths) {
      answers.add(cluster.get(path));
    }

    assertThat(answers.get(1)).contains("awsRegion", "us-east-1");
    assertThat(answers)
        .noneMatch(answer -> answer.contains("\"errors\":"))
        .noneMatch(answer -> answer.contains(S3Server.SECRET_KEY))
        .noneMatch(answer -> answer.contains(S3Server.ACCESS_KEY));
  }

  @Test
  void noFileOfTheClusterHoldsTheSecretKey() throws Exception {
    try (var files = Files.walk(cluster.directory())) {
      var texts = files.filter(Files::isRegularFile).toList();
      assertThat(texts).anyMatch(file -> file.endsWith("worker-1.log"));
      assertThat(texts)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, ISO_8859_1))
                      .doesNotContain(S3Server.SECRET_KEY));
    }
  }
}
