package io.risknet.infra.cost;

import java.util.OptionalDouble;

/**
 * What a run takes and costs on a cluster.
 *
 * @param type of its workers
 * @param workers how many
 * @param seconds from the start of the machines to the result
 * @param dollars for all machines in that time, the JobManager's among them
 * @param memoryGib what XGBoost needs on each worker; absent when it is not known
 * @param availableGib what a worker leaves it of its machine's memory
 */
public record Estimate(
    InstanceType type,
    int workers,
    double seconds,
    double dollars,
    OptionalDouble memoryGib,
    double availableGib) {

  /** A slot for each virtual processor. */
  public int slots() {
    return workers * type.vcpus();
  }

  /** Whether a worker has the memory, as far as that is known. */
  public boolean fits() {
    return memoryGib.stream().allMatch(needed -> needed <= availableGib);
  }
}
