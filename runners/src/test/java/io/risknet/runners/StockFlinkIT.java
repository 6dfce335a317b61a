package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Flink cluster that somebody else runs takes RiskNet's jobs, one after the other. */
class StockFlinkIT {
  @TempDir private static Path temp;
  private static StockFlink flink;
  private static SmallRuns runs;

  @BeforeAll
  static void start() throws Exception {
    runs = SmallRuns.in(temp);
    flink = StockFlink.start(temp);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (flink != null) {
      flink.close();
    }
  }

  @Test
  void submittedOverRest() throws Exception {
    var log = temp.resolve("rest.log");
    var arguments = runs.train("rest", "--flinkMaster=" + flink.flinkMaster());
    assertThat(FatJar.succeed(log, arguments)).contains("Best of 2 trials");

    runs.assertSameAsDirect("rest");
  }

  @Test
  void submittedOverRestByAClientThatGoes() throws Exception {
    var log = temp.resolve("rest-detached.log");
    var cluster = "--flinkMaster=" + flink.flinkMaster();
    assertThat(FatJar.succeed(log, runs.train("rest-detached", cluster, "--attachedMode=false")))
        .startsWith("Submitted.");

    assertEndsAsDirect("rest-detached");
  }

  @Test
  void asTheProgramOfFlinkRun() throws Exception {
    var run = flink.run(List.of("-p", "2"), runs.train("run"));

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("Best of 2 trials");
    runs.assertSameAsDirect("run");
  }

  @Test
  void asTheProgramOfADetachedFlinkRun() throws Exception {
    var run = flink.run(List.of("-d", "-p", "2"), runs.train("detached"));

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("Submitted.").doesNotContain("Best of");
    assertEndsAsDirect("detached");
  }

  @Test
  void aProgramThatFailsSaysWhyAndEndsWithOne() throws Exception {
    var run = flink.run(List.of(), "train", "--spec=freddie-mac", "--output=" + temp.resolve("x"));

    assertThat(run.out()).contains("risknet: The option --loans is missing");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private static void assertEndsAsDirect(String output) throws Exception {
    var manifest = temp.resolve(output).resolve("manifest.json");
    try {
      Await.until("the manifest", () -> Files.exists(manifest));
    } catch (AssertionError e) {
      throw new AssertionError(flink.state(), e);
    }
    runs.assertSameAsDirect(output);
  }
}
