package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import io.risknet.runners.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of several processes on this machine, and the runs that it is given. */
class ClusterIT {
  @TempDir private static Path temp;
  private static TestCluster cluster;
  private static String attached;
  private static TestCluster.Submitted dirty;
  private static SmallRuns runs;

  @BeforeAll
  static void start() throws Exception {
    runs = SmallRuns.in(temp);
    cluster = TestCluster.start(temp, 2);
    attached = cluster.run(runs.train("attached"));
    dirty = cluster.submit(dirtyRuns().train("dirty"));
  }

  /** Of rows that all become rejects, which a worker counts. */
  private static SmallRuns dirtyRuns() {
    var rows = IntStream.range(0, 50).mapToObj(id -> id + ",x,A,1," + id % 2).toList();
    var table = new SmallTable(runs.table().spec(), SmallTable.rows(temp, rows));
    return new SmallRuns(temp, table, runs.spec());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void anAttachedRunGivesWhatTheDirectRunnerGives() throws Exception {
    assertThat(attached).contains("Best of 2 trials", "Results are in");

    runs.assertSameAsDirect("attached");
  }

  @Test
  void aDetachedRunEndsWithoutItsClient() throws Exception {
    assertThat(cluster.run(runs.train("detached", "--attachedMode=false")))
        .startsWith("Submitted.");
    awaitEnd("detached");

    runs.assertSameAsDirect("detached");
  }

  /** It takes a while, as it is tried again; the other runs go on meanwhile. */
  @Test
  void aRunThatFailsOnAWorkerIsToldInASentence() throws Exception {
    var end = dirty.end();

    assertThat(end.out())
        .startsWith("risknet: 50 of the 50 lines of --input were rejected, more than")
        .hasLineCount(1);
    assertThat(end.exitCode()).isEqualTo(2);
  }

  @Test
  void flinkRunTakesTheJarAsItsProgram() throws Exception {
    var run =
        StockFlink.run(
            cluster.flinkMaster(), flinkConf(), List.of("-p", "2"), runs.train("flink-run"));

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("Best of 2 trials");
    runs.assertSameAsDirect("flink-run");
  }

  @Test
  void aModelScoresTheSameThere() throws Exception {
    CommandLine.succeed(runs.score("scored-direct"));
    cluster.run(runs.score("scored"));

    assertThat(RunFiles.lines(temp.resolve("scored/scores")))
        .hasSize(300)
        .isEqualTo(RunFiles.lines(temp.resolve("scored-direct/scores")));
  }

  @Test
  void aJobIsNamedAfterItsCommandAndTakesAllSlots() throws Exception {
    var job = Iterables.getLast(cluster.rest().jobs());

    assertThat(job.name()).matches("risknet-train-\\d{8}-\\d{6}");
    assertThat(job.state()).isEqualTo("FINISHED");
    assertThat(cluster.get("/jobs/" + job.id() + "/config"))
        .contains(
            "\"execution-mode\":\"BATCH_FORCED\"",
            "\"job-parallelism\":2",
            "\"object-reuse-mode\":true");
  }

  @Test
  void nothingListensBeyondLoopback() throws Exception {
    assertThat(cluster.alive()).hasSizeGreaterThanOrEqualTo(3);
    for (var node : cluster.alive()) {
      assertThat(ListeningSockets.of(node.pid()))
          .as(node.name())
          .isNotEmpty()
          .allMatch(ListeningSockets.Socket::isLoopback);
    }
  }

  @Test
  void flinksWebUiAnswers() throws Exception {
    assertThat(cluster.get("/")).contains("<title>Apache Flink Web Dashboard</title>");
  }

  @Test
  void itsLogsAreWhereTheWebUiFindsThem() throws Exception {
    assertThat(cluster.directory().resolve("logs")).isDirectoryContaining("glob:**/worker-1.log");
    assertThat(cluster.get("/jobmanager/log")).contains("StandaloneSessionClusterEntrypoint");
  }

  @Test
  void statusShowsWorkersAndJobs() throws Exception {
    assertThat(CommandLine.succeed("cluster", "status", "--directory=" + cluster.directory()).out())
        .contains("Flink 1.19.0 at http://" + cluster.flinkMaster())
        .containsPattern("  worker-1 +1 slots, \\d free")
        .containsPattern("FINISHED +[0-9.]+ s  risknet-train-");
  }

  @Test
  void aSecondClusterDoesNotStartInTheSameDirectory() {
    CommandLine.run("cluster", "start", "--port=0", "--directory=" + cluster.directory())
        .assertSentence("A cluster runs from " + cluster.directory() + " already");
  }

  @Test
  void aWorkerMayJoinAndStopEndsThemAllAndMayBeGivenTwice() throws Exception {
    var own = Files.createDirectory(temp.resolve("own"));
    var directory = "--directory=" + own.resolve("cluster");
    try (var other = TestCluster.start(own, 1)) {
      assertThat(other.addWorker()).isEqualTo("worker-2");
      assertThat(other.rest().workers())
          .extracting(FlinkRest.WorkerState::name)
          .containsExactly("worker-1", "worker-2");
      var processes = Stream.of("jobmanager", "worker-1", "worker-2").map(other::process).toList();

      assertThat(CommandLine.succeed("cluster", "stop", directory).out())
          .startsWith("The cluster has ended");
      assertThat(processes).noneMatch(ProcessHandle::isAlive);
      assertThat(CommandLine.succeed("cluster", "stop", directory).out())
          .startsWith("No cluster runs from");
    }
  }

  @Test
  void aWorkerOfTwoSlotsTrainsInBothAndGivesTheSame() throws Exception {
    var own = Files.createDirectory(temp.resolve("two-slots"));
    try (var other = TestCluster.start(own, 1, "--slots=2", "--memory=1900m")) {
      other.run(runs.train("two-slots/run"));

      var job = Iterables.getLast(other.rest().jobs());
      assertThat(other.get("/jobs/" + job.id() + "/config")).contains("\"job-parallelism\":2");
    }
    runs.assertSameAsDirect("two-slots/run");
  }

  private static Path flinkConf() throws IOException {
    var directory = Files.createDirectories(temp.resolve("flink-conf"));
    Files.writeString(directory.resolve("config.yaml"), "parallelism.default: 1\n");
    return directory;
  }

  private static void awaitEnd(String output) throws Exception {
    var manifest = temp.resolve(output).resolve("manifest.json");
    Await.until("the manifest of a detached run", () -> Files.exists(manifest));
  }
}
