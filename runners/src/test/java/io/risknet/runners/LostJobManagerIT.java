package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JobManager is killed in the middle of a search, while a client waits for its end. */
class LostJobManagerIT {
  @TempDir private static Path temp;

  @Test
  void theClientSaysSoAndTheSameCommandGoesOnLater() throws Exception {
    var runs = SmallRuns.in(temp, SmallRuns.slowGrid(30));
    try (var cluster = TestCluster.start(Files.createDirectory(temp.resolve("first")), 1)) {
      var client = cluster.submit(runs.train("run"));
      Await.until("a finished unit", () -> unitsDone() > 0);
      cluster.process("jobmanager").destroyForcibly();
      var end = client.end();

      assertThat(end.out()).contains("risknet: Flink does not answer any more", "--resume");
      assertThat(end.exitCode()).isEqualTo(2);
    }
    assertThat(temp.resolve("run/manifest.json")).doesNotExist();

    try (var cluster = TestCluster.start(Files.createDirectory(temp.resolve("second")), 1)) {
      cluster.run(runs.train("run", "--resume"));
    }
    runs.assertSameAsDirect("run");
  }

  private static long unitsDone() throws IOException {
    var trials = temp.resolve("run/trials");
    if (!Files.exists(trials)) {
      return 0;
    }
    try (var files = Files.walk(trials)) {
      return files
          .filter(file -> file.getFileName().toString().matches("fold-\\d+\\.json"))
          .count();
    }
  }
}
