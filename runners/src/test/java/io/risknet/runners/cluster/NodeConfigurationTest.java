package io.risknet.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.net.HostAndPort;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flink is told by {@link JobManager} and {@link Worker}. */
class NodeConfigurationTest {
  private static final JobManager JOB_MANAGER =
      new JobManager("0.0.0.0", "10.0.0.1", 8081, 6123, MemorySize.parse("1g"), Path.of("temp"));

  private static final Worker WORKER =
      new Worker(
          "worker-7",
          HostAndPort.fromParts("10.0.0.1", 6123),
          "0.0.0.0",
          "10.0.0.2",
          WorkerMemory.of(MemorySize.parse("4g"), 2),
          Path.of("temp"));

  @Test
  void aJobManagerListensWhereItIsToldAndIsKnownByItsAddress() {
    assertThat(JOB_MANAGER.configuration().toMap())
        .containsEntry("jobmanager.bind-host", "0.0.0.0")
        .containsEntry("rest.bind-address", "0.0.0.0")
        .containsEntry("jobmanager.rpc.address", "10.0.0.1")
        .containsEntry("rest.address", "10.0.0.1")
        .containsEntry("rest.bind-port", "8081")
        .containsEntry("jobmanager.rpc.port", "6123");
  }

  @Test
  void aWorkerListensWhereItIsToldAndFindsItsJobManager() {
    assertThat(WORKER.configuration().toMap())
        .containsEntry("taskmanager.bind-host", "0.0.0.0")
        .containsEntry("taskmanager.host", "10.0.0.2")
        .containsEntry("jobmanager.rpc.address", "10.0.0.1")
        .containsEntry("jobmanager.rpc.port", "6123")
        .containsEntry("taskmanager.numberOfTaskSlots", "2")
        .containsEntry("taskmanager.resource-id", "worker-7");
  }

  @Test
  void whatFailsIsTriedAgainButNotForEver() {
    assertThat(JOB_MANAGER.configuration().toMap())
        .containsEntry("restart-strategy.type", "exponential-delay")
        .containsEntry("restart-strategy.exponential-delay.attempts-before-reset-backoff", "8");
  }

  @Test
  void bothSidesNoticeADeadNodeInSecondsAndBearAPauseOfAMinute() {
    for (var node : List.of(JOB_MANAGER.configuration(), WORKER.configuration())) {
      assertThat(node.toMap())
          .containsEntry("heartbeat.interval", "3000")
          .containsEntry("heartbeat.timeout", "60000");
    }
  }

  @Test
  void aJobManagerNeedsSomeMemory() {
    var small =
        new JobManager("127.0.0.1", "127.0.0.1", 0, 0, MemorySize.parse("600m"), Path.of("temp"));

    assertThatIllegalArgumentException()
        .isThrownBy(small::jvmOptions)
        .withMessageContaining("needs more memory than 600.000mb");
  }

  @Test
  void theJobManagersPortMayBeLeftOut() {
    assertThat(Worker.jobManager("host")).isEqualTo(HostAndPort.fromParts("host", 6123));
    assertThat(Worker.jobManager("host:7000")).isEqualTo(HostAndPort.fromParts("host", 7000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host:port", "host:99999"})
  void aJobManagerThatIsNoAddressIsRefused(String option) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worker.jobManager(option))
        .withMessageStartingWith("--jobManager=%s is no address;".formatted(option));
  }
}
