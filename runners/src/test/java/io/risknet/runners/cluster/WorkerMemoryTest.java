package io.risknet.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerMemoryTest {

  /** 4096 = 409 + 409 + 512 for JVM, network and sorts, 256 + 128 + 128 for Flink, and 2254. */
  @Test
  void heapAndXGBoostShareWhatIsLeft() {
    assertThat(of("4g", 1)).isEqualTo(new WorkerMemory(1, 4096, 1127, 1127, 512, 409, 409));
  }

  @Test
  void theJvmIsBoundedByItsParts() {
    assertThat(of("4g", 1).jvmOptions())
        .contains("-Xmx1255m", "-XX:MaxDirectMemorySize=1664m", "-XX:MaxMetaspaceSize=256m");
  }

  @Test
  void everySlotHasMemoryToSortIn() {
    assertThat(of("8g", 8).managed()).isEqualTo(8 * 192);
  }

  @Test
  void aLargeMachineGivesTheJvmAndTheNetworkNoMoreThanTheyUse() {
    assertThat(of("64g", 8)).extracting("overhead", "network").containsExactly(1024L, 1024L);
  }

  @ParameterizedTest
  @CsvSource({"1628m,1", "1700m,1", "4g,1", "4g,4", "15g,8", "64g,16"})
  void flinkAddsThePartsUpToTheWhole(String memory, int slots) {
    var spec = TaskExecutorProcessUtils.processSpecFromConfig(of(memory, slots).configuration());

    assertThat(spec.getTotalProcessMemorySize()).isEqualTo(MemorySize.parse(memory));
  }

  @Test
  void tooLittleSaysWhatWouldDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("1g", 2))
        .withMessage("--memory=1024m is too little for a worker of 2 slots; give at least 1792m.");
    assertThat(of("1792m", 2).heap()).isGreaterThanOrEqualTo(256);
  }

  @Test
  void whatIsTooLittleForAWorkerLeavesXGBoostNothing() {
    assertThat(WorkerMemory.nativeMemory(1024, 2)).isZero();
    assertThat(WorkerMemory.nativeMemory(4096, 1)).isEqualTo(1127);
  }

  private static WorkerMemory of(String memory, int slots) {
    return WorkerMemory.of(MemorySize.parse(memory), slots);
  }
}
