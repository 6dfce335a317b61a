package io.risknet.runners.cluster;

/**
 * How a cluster on this machine is started.
 *
 * @param bindAddress where its nodes listen; loopback unless asked for
 * @param address by which they are reached
 * @param port of REST and the web UI; 0 for a free one
 * @param rpcPort at which workers register; 0 for a free one
 * @param slots of each worker
 * @param workerBytes of memory of each worker
 * @param jobManagerBytes of memory of the JobManager
 */
public record ClusterSettings(
    String bindAddress,
    String address,
    int port,
    int rpcPort,
    int slots,
    long workerBytes,
    long jobManagerBytes) {

  ClusterSettings withPorts(int newPort, int newRpcPort) {
    return new ClusterSettings(
        bindAddress, address, newPort, newRpcPort, slots, workerBytes, jobManagerBytes);
  }

  /** What {@code --flinkMaster} takes. */
  public String flinkMaster() {
    return address + ":" + port;
  }
}
