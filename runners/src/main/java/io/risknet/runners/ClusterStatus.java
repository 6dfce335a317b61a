package io.risknet.runners;

import io.risknet.runners.cluster.FlinkRest;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster status}. */
final class ClusterStatus implements Command {

  /** The options of the command. */
  public interface Options extends ClusterOptions {

    @Description("Any Flink cluster to look at, as HOST:PORT; [auto] is the one of --directory.")
    @Default.String(FlinkPipelineOptions.AUTO)
    String getFlinkMaster();

    void setFlinkMaster(String master);
  }

  @Override
  public String name() {
    return "cluster status";
  }

  @Override
  public String summary() {
    return "shows the workers, slots and jobs of a cluster";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return Options.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, Options.class);
    var rest =
        options.getFlinkMaster().equals(FlinkPipelineOptions.AUTO)
            ? AddWorker.running(options.getDirectory()).rest()
            : FlinkRest.of(options.getFlinkMaster());
    out.printf("Flink %s at http://%s%n", rest.version(), rest.address());
    out.println("\nWorkers:");
    for (var worker : rest.workers()) {
      out.printf(
          "  %-28s %d slots, %d free, on %d cores%n",
          worker.name(), worker.slots(), worker.freeSlots(), worker.cores());
    }
    out.println("\nJobs:");
    for (var job : rest.jobs()) {
      out.printf(
          Locale.ROOT,
          "  %s  %-10s %8.1f s  %s%n",
          job.id(),
          job.state(),
          job.seconds(),
          job.name());
    }
  }
}
