package io.risknet.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeJvmTest {

  @ParameterizedTest
  @CsvSource({"4g,4096", "3500m,3500", "4G,4096"})
  void aSizeIsReadAsJavaReadsIt(String size, int mebibytes) {
    assertThat(NodeJvm.memory("--memory", size)).isEqualTo(MemorySize.ofMebiBytes(mebibytes));
  }

  @Test
  void aShareIsOfTheMachine() {
    long half = NodeJvm.memory("--memory", "50%").getBytes();
    long all = NodeJvm.memory("--memory", "100%").getBytes();

    assertThat(2 * half).isBetween(all - 2, all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "4x", "0%", "120%", "%", ""})
  void anythingElseIsRefused(String size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeJvm.memory("--memory", size))
        .withMessage("--memory=%s is no size; write it as 4g, 3500m or 80%%.".formatted(size));
  }

  @Test
  void aNodeDoesNotRunWithAnotherHeap() {
    long heap = Runtime.getRuntime().maxMemory() >> 20;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeJvm.check(List.of("-Xmx%dm".formatted(2 * heap)), "worker"))
        .withMessageContaining("the worker wants -Xmx%dm".formatted(2 * heap))
        .withMessageContaining("--printJvmOptions");
    NodeJvm.check(List.of("-Xmx%dm".formatted(heap)), "worker");
  }
}
