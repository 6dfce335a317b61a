package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Throwables;
import io.risknet.runners.cluster.FlinkRest;
import io.risknet.runners.cluster.Jar;
import io.risknet.runners.cluster.JobManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.util.concurrent.FutureUtils.RetryException;

/** A cluster that is named by the host and port of its REST interface, as the place of a run. */
final class RemoteFlink {
  private RemoteFlink() {}

  /**
   * Completes the options by what the cluster says: all of its slots, the jar unless it has it, and
   * a restart strategy unless it has one.
   *
   * @throws IOException when no cluster answers
   * @throws IllegalArgumentException when it has no slots, or another build of RiskNet
   */
  static void prepare(FlinkPipelineOptions options) throws IOException {
    var rest = FlinkRest.of(options.getFlinkMaster());
    if (options.getParallelism() == -1) {
      int slots = rest.slots();
      checkArgument(
          slots > 0,
          "The Flink at %s has no worker yet; start one, or give --parallelism to wait for as many"
              + " slots.",
          options.getFlinkMaster());
      options.setParallelism(slots);
    }
    var directory = Files.createTempDirectory("risknet-submit");
    directory.toFile().deleteOnExit();
    if (options.getFilesToStage() == null) {
      stage(options, rest, directory);
    }
    boolean hasStrategy =
        rest.configured(RestartStrategyOptions.RESTART_STRATEGY.key()).isPresent();
    configure(options, hasStrategy, directory);
  }

  /**
   * What a run threw, in words where it was not the job that failed but Flink that is gone. A job
   * does not outlive its JobManager.
   */
  static RuntimeException explain(RuntimeException thrown) {
    var chain = Throwables.getCausalChain(thrown);
    boolean lost =
        chain.stream()
                .anyMatch(
                    cause ->
                        cause instanceof RetryException
                            || cause instanceof FlinkJobNotFoundException)
            && chain.stream().noneMatch(JobExecutionException.class::isInstance);
    return lost
        ? new UncheckedIOException(
            "Flink does not answer any more, or has forgotten the job: its JobManager was lost. Start"
                + " the cluster again and give the same command with --resume, which keeps the"
                + " trainings that are finished ('risknet score' takes --overwrite).",
            new IOException(thrown))
        : thrown;
  }

  private static void stage(FlinkPipelineOptions options, FlinkRest rest, Path directory)
      throws IOException {
    var jar = Jar.current();
    var build = rest.configured(JobManager.BUILD);
    if (jar.isEmpty()) {
      return;
    }
    if (build.isEmpty()) {
      options.setFilesToStage(List.of(jar.get().path().toString()));
      return;
    }
    checkArgument(
        build.get().equals(jar.get().build()),
        "The cluster at %s was started from another build of RiskNet; start it again from this one.",
        options.getFlinkMaster());
    // The cluster has it on its class path. Beam takes no files for all files.
    var nothing = directory.resolve("nothing.jar");
    new JarOutputStream(Files.newOutputStream(nothing)).close();
    nothing.toFile().deleteOnExit();
    options.setFilesToStage(List.of(nothing.toString()));
  }

  /** Beam takes a job's configuration from a directory only. */
  private static void configure(FlinkPipelineOptions options, boolean hasStrategy, Path directory)
      throws IOException {
    var given =
        options.getFlinkConfDir() == null
            ? GlobalConfiguration.loadConfiguration()
            : GlobalConfiguration.loadConfiguration(options.getFlinkConfDir());
    // A minute without a JobManager is Flink's patience; a third of it is enough for a network.
    var all = new Configuration().set(RestOptions.RETRY_DELAY, 1_000L);
    if (!hasStrategy) {
      FlinkProgram.restartWhatIsLost(all);
    }
    all.addAll(given);
    var file = directory.resolve(GlobalConfiguration.FLINK_CONF_FILENAME);
    var lines =
        all.toMap().entrySet().stream()
            .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'")
            .toList();
    Files.write(file, lines);
    file.toFile().deleteOnExit();
    options.setFlinkConfDir(directory.toString());
  }
}
