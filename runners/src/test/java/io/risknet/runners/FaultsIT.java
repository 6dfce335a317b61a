package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.runners.cluster.NodeProcess;
import io.risknet.runners.s3.FaultyProxy;
import io.risknet.runners.s3.FaultyProxy.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of several processes that works on S3 loses a worker, its client, the store or the disk
 * in the middle of a run, which ends as if nothing had been.
 */
class FaultsIT {

  /** On two folds each. */
  private static final int TRIALS = 20;

  /** A client only reads the ledger. */
  private static final String WRITE_OF_A_WORKER = "(PUT|POST) .*/trials/.*";

  @TempDir private static Path temp;
  private static ClusterOnS3 both;
  private static TestCluster cluster;
  private static RunsOnS3 runs;

  @BeforeAll
  static void start() throws Exception {
    both = ClusterOnS3.start(temp, SmallRuns.in(temp, SmallRuns.slowGrid(TRIALS)));
    cluster = both.cluster();
    runs = both.runs();
  }

  @AfterAll
  static void stop() {
    if (both != null) {
      both.close();
    }
  }

  @Test
  void aWorkerAndTheClientAreKilled() throws Exception {
    var client = cluster.submit(runs.train("killed", "--attachedMode=false"));
    Await.until("the job", FaultsIT::isAJobRunning);
    client.process().destroyForcibly();
    Await.until("some units", () -> runs.attemptsOfFinished("killed").size() >= 6);
    var finished = runs.attemptsOfFinished("killed");
    cluster.process(aWorker()).destroyForcibly();
    cluster.addWorker();
    Await.until("the end", () -> runs.hasEnded("killed"));

    runs.assertSameAsDirect("killed");
    assertThat(runs.attemptsOfFinished("killed"))
        .hasSizeGreaterThan(finished.size())
        .containsAllEntriesOf(finished);
  }

  @Test
  void theStoreFalters() throws Exception {
    try (var proxy = FaultyProxy.before(both.server().endpoint())) {
      cluster.run(runs.train(proxy.endpoint(), "faltering"));

      assertThat(proxy.faultsOf(WRITE_OF_A_WORKER))
          .containsExactlyInAnyOrder(Fault.UNAVAILABLE, Fault.SLOW, Fault.CUT);
    }
    runs.assertSameAsDirect("faltering");
    assertThat(runs.attemptsOfFinished("faltering"))
        .hasSize(2 * TRIALS)
        .allSatisfy((unit, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void theDiskOfTheSpoolIsFull() throws Exception {
    try (var disk = SmallDisk.mount(Files.createDirectory(temp.resolve("disk")))) {
      disk.fill();
      var client = cluster.submit(runs.train("full", "--tempLocation=" + disk.directory()));
      Await.until("a failure for want of room", () -> logs("No space left on device"));
      disk.clear();

      assertThat(client.end().exitCode()).isZero();
    }
    runs.assertSameAsDirect("full");
  }

  private static boolean isAJobRunning() throws IOException {
    return cluster.rest().jobs().stream().anyMatch(job -> job.state().equals("RUNNING"));
  }

  private static String aWorker() {
    return cluster.alive().stream()
        .map(NodeProcess::name)
        .filter(name -> name.startsWith("worker-"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean logs(String words) throws IOException {
    try (var files = Files.list(cluster.directory().resolve("logs"))) {
      for (var file : files.toList()) {
        if (Files.readString(file).contains(words)) {
          return true;
        }
      }
      return false;
    }
  }
}
