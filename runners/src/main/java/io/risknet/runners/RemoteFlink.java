package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Throwables;
import io.risknet.runners.cluster.FlinkRest;
import io.risknet.runners.cluster.Jar;
import io.risknet.runners.cluster.JobManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.util.construction.resources.PipelineResources;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.client.program.ContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.util.concurrent.FutureUtils.RetryException;

/** A cluster that is named by the host and port of its REST interface, as the place of a run. */
final class RemoteFlink {
  private RemoteFlink() {}

  /**
   * Completes the options by what the cluster says: all of its slots, and the jar unless it has it.
   *
   * @throws IOException when no cluster answers
   * @throws IllegalArgumentException when it has no slots, or another build of RiskNet
   */
  static void prepare(FlinkPipelineOptions options) throws IOException {
    prepare(options, Jar.current());
  }

  /** The same with the jar of this JVM, if it runs one. */
  static void prepare(FlinkPipelineOptions options, Optional<Jar> jar) throws IOException {
    var rest = FlinkRest.of(options.getFlinkMaster());
    var client = configuration(options);
    checkWithoutTls(client);
    if (options.getParallelism() == -1) {
      int slots = rest.slots();
      checkArgument(
          slots > 0,
          "The Flink at %s has no worker yet; start one, or give --parallelism to wait for as many"
              + " slots.",
          options.getFlinkMaster());
      options.setParallelism(slots);
    }
    var environment =
        ExecutionEnvironment.createRemoteEnvironment(
            rest.address().getHost(),
            rest.address().getPort(),
            client,
            jars(options, rest, jar).toArray(String[]::new));
    var configuration = environment.getConfiguration();
    configuration.set(DeploymentOptions.ATTACHED, options.getAttachedMode());
    install(environment, rest, true);
    options.setFlinkMaster(FlinkPipelineOptions.AUTO);
  }

  /**
   * Has Beam's {@code [auto]} take an environment, whose jobs are submitted as {@link
   * OneStepPerSlot} does, and try again what fails unless it or the cluster has its own strategy.
   *
   * @param quiet whether Flink prints nothing of its own
   */
  static void install(ExecutionEnvironment environment, FlinkRest rest, boolean quiet)
      throws IOException {
    var configuration = environment.getConfiguration();
    var job = new Configuration();
    if (!configuration.contains(RestartStrategyOptions.RESTART_STRATEGY)
        && !rest.configuration().contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      JobManager.restart(job);
    }
    ContextEnvironment.setAsContext(
        new OneStepPerSlot(job, rest.workers()),
        configuration,
        environment.getUserCodeClassLoader(),
        false,
        quiet);
  }

  /**
   * A client of Flink may speak TLS, but what is asked here is asked without.
   *
   * @throws IllegalArgumentException when Flink's configuration wants it for REST
   */
  static void checkWithoutTls(Configuration client) {
    checkArgument(
        !SecurityOptions.isRestSSLEnabled(client),
        "Flink's configuration has TLS for REST (security.ssl.rest.enabled), which RiskNet does not"
            + " speak with Flink; use a cluster whose REST interface answers without it.");
  }

  /** Forgets the environment that was prepared. */
  static void forget() {
    ContextEnvironment.unsetAsContext();
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
                + " the cluster again, then run again with --overwrite; 'risknet train' takes"
                + " --resume, which keeps the trainings that are finished.",
            new IOException(thrown))
        : thrown;
  }

  private static List<String> jars(FlinkPipelineOptions options, FlinkRest rest, Optional<Jar> jar)
      throws IOException {
    if (options.getFilesToStage() != null) {
      return options.getFilesToStage();
    }
    if (jar.isEmpty()) {
      PipelineResources.prepareFilesForStaging(options);
      return options.getFilesToStage();
    }
    var build = rest.configuration().getOptional(JobManager.BUILD);
    checkArgument(
        build.isEmpty() || build.get().equals(jar.get().build()),
        "The cluster at %s was started from another build of RiskNet; start it again from this one.",
        options.getFlinkMaster());
    return build.isEmpty() ? List.of(jar.get().path().toString()) : List.of();
  }

  private static Configuration configuration(FlinkPipelineOptions options) {
    // A minute without a JobManager is Flink's patience; a third of it is enough for a network.
    var configuration = new Configuration().set(RestOptions.RETRY_DELAY, 1_000L);
    configuration.addAll(
        options.getFlinkConfDir() == null
            ? GlobalConfiguration.loadConfiguration()
            : GlobalConfiguration.loadConfiguration(options.getFlinkConfDir()));
    return configuration;
  }
}
