package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.runners.s3.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JobManager is killed in the middle of a search on S3, while a client waits for its end. */
class LostJobManagerIT {
  /** On two folds each. */
  private static final int TRIALS = 30;

  @TempDir private static Path temp;

  @Test
  void theClientSaysSoAndTheSameCommandGoesOnLater() throws Exception {
    try (var server = S3Server.start()) {
      var runs = RunsOnS3.of(SmallRuns.in(temp, SmallRuns.slowGrid(TRIALS)), server);
      try (var cluster = TestCluster.start(Files.createDirectory(temp.resolve("first")), 1)) {
        var client = cluster.submit(runs.train("run"));
        Await.until("a finished unit", () -> !runs.attemptsOfFinished("run").isEmpty());
        cluster.process("jobmanager").destroyForcibly();
        var end = client.end();

        assertThat(end.out()).contains("risknet: Flink does not answer any more", "--resume");
        assertThat(end.exitCode()).isEqualTo(2);
      }
      assertThat(runs.hasEnded("run")).isFalse();
      var finished = runs.attemptsOfFinished("run");

      try (var cluster = TestCluster.start(Files.createDirectory(temp.resolve("second")), 1)) {
        cluster.run(runs.train("run", "--resume"));
      }
      runs.assertSameAsDirect("run");
      assertThat(runs.attemptsOfFinished("run")).hasSize(2 * TRIALS).containsAllEntriesOf(finished);
    }
  }
}
