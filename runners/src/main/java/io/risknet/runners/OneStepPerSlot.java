package io.risknet.runners;

import io.risknet.runners.cluster.FlinkRest.WorkerState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClientFactory;
import org.apache.flink.client.deployment.StandaloneClusterDescriptor;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.deployment.executors.AbstractSessionClusterExecutor;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.client.program.ClusterClientProvider;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmanager.scheduler.SlotSharingGroup;

/**
 * Submits a job so that a slot runs one of its steps at a time.
 *
 * <p>Flink lets all steps of Beam's batch jobs share slots, so that dozens run at once in each:
 * every one of them with network buffers of its own, of which a worker has too few by default, and
 * with several trainings on one core. Where exchanges are blocking no step waits for another that
 * has no slot.
 *
 * <p>A step that writes many exchanges may still find too few buffers while another slot is at work
 * on one. It fails and is tried again once that has ended, for which the job is allowed more
 * failures than it would be otherwise.
 *
 * @param job is added to the job's configuration
 * @param workers of the cluster
 */
record OneStepPerSlot(Configuration job, List<WorkerState> workers)
    implements PipelineExecutorServiceLoader, PipelineExecutorFactory {
  private static final ConfigOption<Integer> ATTEMPTS =
      RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS;

  /** By Flink's defaults: a sorted exchange takes 512 buffers of 32 KiB. */
  private static final int MEBIBYTES_OF_AN_EXCHANGE = 16;

  /** At some three seconds each, after which the user of a wrong input should be told. */
  private static final int MOST_FAILURES = 32;

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return this;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(getName());
  }

  @Override
  public String getName() {
    return RemoteExecutor.NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return true;
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return new AbstractSessionClusterExecutor<>(new ClientFactory());
  }

  /** How often steps may find too few buffers, at most {@link #MOST_FAILURES}. */
  int failures(JobGraph graph) {
    int failures = 0;
    for (var step : graph.getVertices()) {
      int mebibytes = step.getNumberOfProducedIntermediateDataSets() * MEBIBYTES_OF_AN_EXCHANGE;
      failures +=
          workers.stream()
              .filter(worker -> mebibytes * worker.slots() >= worker.networkMebibytes())
              .mapToInt(WorkerState::slots)
              .max()
              .orElse(0);
    }
    return Math.min(failures, MOST_FAILURES);
  }

  private final class ClientFactory extends StandaloneClientFactory {
    @Override
    public StandaloneClusterDescriptor createClusterDescriptor(Configuration configuration) {
      return new StandaloneClusterDescriptor(configuration) {
        @Override
        public ClusterClientProvider<StandaloneClusterId> retrieve(StandaloneClusterId id) {
          return () -> client(configuration, id);
        }
      };
    }
  }

  private Client client(Configuration configuration, StandaloneClusterId id) {
    try {
      return new Client(configuration, id);
    } catch (Exception e) {
      throw new IllegalStateException("The client of Flink can't be made.", e);
    }
  }

  private final class Client extends RestClusterClient<StandaloneClusterId> {
    Client(Configuration configuration, StandaloneClusterId id) throws Exception {
      super(configuration, id);
    }

    @Override
    public CompletableFuture<JobID> submitJob(JobGraph graph) {
      for (var step : graph.getVertices()) {
        step.setSlotSharingGroup(new SlotSharingGroup());
      }
      graph.getJobConfiguration().addAll(job);
      job.getOptional(ATTEMPTS)
          .ifPresent(
              attempts -> graph.getJobConfiguration().set(ATTEMPTS, attempts + failures(graph)));
      return super.submitJob(graph);
    }
  }
}
