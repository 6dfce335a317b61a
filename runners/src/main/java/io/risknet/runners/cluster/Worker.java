package io.risknet.runners.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.net.HostAndPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * The process that carries tasks out, as many at a time as it has slots. It may join at any time,
 * and may be killed at any time: what it had finished is in the ledger, and the rest is done again.
 *
 * @param name that no other worker of the cluster has
 * @param jobManager the host and RPC port at which it registers
 * @param bindAddress where it listens
 * @param address by which the JobManager and other workers reach it
 * @param memory how its memory is shared out
 * @param directory for files that it needs on the way
 */
public record Worker(
    String name,
    HostAndPort jobManager,
    String bindAddress,
    String address,
    WorkerMemory memory,
    Path directory) {

  /** The port at which workers register, unless another is named. */
  public static final int RPC_PORT = 6123;

  /**
   * After that it ends; on EC2 its service starts it again, to look where the JobManager is now.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The JobManager that an option names.
   *
   * @throws IllegalArgumentException when it is no {@code HOST} or {@code HOST:PORT}
   */
  public static HostAndPort jobManager(String option) {
    try {
      checkArgument(!option.isBlank());
      return HostAndPort.fromString(option).withDefaultPort(RPC_PORT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--jobManager=%s is no address; write it as HOST:PORT, with the port at which workers"
                  .formatted(option)
              + " register.",
          e);
    }
  }

  /** The options of the JVM that it runs in. */
  public List<String> jvmOptions() {
    return memory.jvmOptions();
  }

  /**
   * Works until it is told to end, or the JobManager is gone for half a minute; then the JVM ends.
   */
  public void run() {
    NodeJvm.check(jvmOptions(), "worker");
    TaskManagerRunner.runTaskManagerProcessSecurely(configuration());
  }

  Configuration configuration() {
    var configuration = JobManager.common(directory);
    configuration.addAll(memory.configuration());
    return configuration
        .set(JobManagerOptions.ADDRESS, jobManager.getHost())
        .set(JobManagerOptions.PORT, jobManager.getPort())
        .set(TaskManagerOptions.BIND_HOST, bindAddress)
        .set(TaskManagerOptions.HOST, address)
        .set(TaskManagerOptions.REGISTRATION_TIMEOUT, PATIENCE)
        .set(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID, name);
  }
}
