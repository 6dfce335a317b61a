package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.runners.cluster.FlinkRest.WorkerState;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.junit.jupiter.api.Test;

/** Exchanges take 16 MiB each, and a worker of two slots has 128. */
class OneStepPerSlotTest {
  private static final WorkerState WORKER = new WorkerState("worker", 2, 2, 2, 128);

  private static int failures(WorkerState worker, JobGraph graph) {
    return new OneStepPerSlot(new Configuration(), List.of(worker)).failures(graph);
  }

  /** Steps that write so many exchanges, each read by a step that writes none. */
  private static JobGraph steps(int... exchanges) {
    var graph = new JobGraph("job");
    for (int outputs : exchanges) {
      var step = new JobVertex("step");
      graph.addVertex(step);
      for (int output = 0; output < outputs; output++) {
        var reader = new JobVertex("reader");
        reader.connectNewDataSetAsInput(
            step, DistributionPattern.ALL_TO_ALL, ResultPartitionType.BLOCKING);
        graph.addVertex(reader);
      }
    }
    return graph;
  }

  @Test
  void stepsThatFitBesideEachOtherNeverFail() {
    assertThat(failures(WORKER, steps(1, 2, 3))).isZero();
  }

  /** Two slots that write four exchanges each take all buffers, and none is left to read by. */
  @Test
  void aStepThatTakesTheBuffersOfItsSlotMayFailOnceForEachSlot() {
    assertThat(failures(WORKER, steps(3, 4, 5))).isEqualTo(4);
  }

  @Test
  void withMoreBuffersItDoesNot() {
    assertThat(failures(new WorkerState("worker", 2, 2, 2, 192), steps(3, 4, 5))).isZero();
  }

  @Test
  void theUserOfAWrongInputWaitsNoLongerForThat() {
    assertThat(failures(WORKER, steps(IntStream.range(0, 100).map(step -> 4).toArray())))
        .isEqualTo(32);
  }
}
