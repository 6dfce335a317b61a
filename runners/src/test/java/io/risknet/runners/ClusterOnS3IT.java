package io.risknet.runners;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
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
    cluster.run(runs.train("run", "--tempLocation=" + S3Server.uri("spool")));
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
