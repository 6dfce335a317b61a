package io.risknet.runners;

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
import org.apache.flink.configuration.Configuration;
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
 * @param job is added to the job's configuration
 */
record OneStepPerSlot(Configuration job)
    implements PipelineExecutorServiceLoader, PipelineExecutorFactory {

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
      return super.submitJob(graph);
    }
  }
}
