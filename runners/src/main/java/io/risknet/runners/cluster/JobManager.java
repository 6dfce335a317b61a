package io.risknet.runners.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RestartStrategyOptions.RestartStrategyType;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;

/**
 * The process that takes jobs, plans them and gives their tasks to workers.
 *
 * @param bindAddress where it listens
 * @param address by which workers and clients reach it
 * @param port of REST and the web UI
 * @param rpcPort at which workers register
 * @param memory of the process
 * @param directory for files that it needs on the way
 */
public record JobManager(
    String bindAddress, String address, int port, int rpcPort, MemorySize memory, Path directory) {

  /** Names the build of RiskNet that a cluster has on its class path. */
  public static final ConfigOption<String> BUILD =
      ConfigOptions.key("risknet.build").stringType().noDefaultValue();

  /** Metaspace, threads, code and buffers, as Flink's own scripts reckon them. */
  private static final MemorySize BESIDE_THE_HEAP = MemorySize.ofMebiBytes(576);

  /** The options of the JVM that it runs in. */
  public List<String> jvmOptions() {
    int heap = memory.getMebiBytes() - BESIDE_THE_HEAP.getMebiBytes();
    if (heap < 256) {
      throw new IllegalArgumentException(
          "A JobManager needs more memory than %s; give it 1g or more."
              .formatted(memory.toHumanReadableString()));
    }
    return NodeJvm.options(List.of("-Xmx%dm".formatted(heap), "-XX:MaxMetaspaceSize=256m"));
  }

  /** Serves until it is told to end; then the JVM ends. */
  public void run() {
    NodeJvm.check(jvmOptions(), "JobManager");
    ClusterEntrypoint.runClusterEntrypoint(new StandaloneSessionClusterEntrypoint(configuration()));
  }

  Configuration configuration() {
    var configuration =
        common(directory)
            .set(JobManagerOptions.BIND_HOST, bindAddress)
            .set(JobManagerOptions.ADDRESS, address)
            .set(JobManagerOptions.PORT, rpcPort)
            .set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory)
            .set(RestOptions.BIND_ADDRESS, bindAddress)
            .set(RestOptions.ADDRESS, address)
            .set(RestOptions.PORT, port)
            .set(RestOptions.BIND_PORT, Integer.toString(port));
    restart(configuration);
    return configuration;
  }

  /**
   * Has Flink try again what failed. A lost worker fails many tasks at once, which this strategy
   * takes for one failure. A wrong input fails each time, and its user should not wait long for the
   * reason.
   */
  public static void restart(Configuration configuration) {
    configuration
        .set(
            RestartStrategyOptions.RESTART_STRATEGY,
            RestartStrategyType.EXPONENTIAL_DELAY.getMainValue())
        .set(
            RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
            Duration.ofSeconds(1))
        .set(
            RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
            Duration.ofSeconds(3))
        .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0)
        .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 8)
        .set(
            RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
            Duration.ofHours(1));
  }

  /** What JobManager and workers must agree on. */
  static Configuration common(Path directory) {
    var common =
        new Configuration()
            .set(CoreOptions.TMP_DIRS, directory.toString())
            .set(BlobServerOptions.STORAGE_DIRECTORY, directory.toString())
            // The jar is on the class path: its classes are loaded once, not for each job anew.
            .set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first")
            .set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false)
            // Sorting what is exchanged takes 16 MiB of buffers for each step that runs, which pays
            // for itself where thousands of tasks write to thousands.
            .set(NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_PARALLELISM, 1000)
            // A dead worker is noticed in seconds, one that only pauses is given a minute.
            .set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, 3_000L)
            .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, 60_000L);
    Jar.current().ifPresent(jar -> common.set(BUILD, jar.build()));
    return common;
  }
}
