package io.risknet.runners;

import io.risknet.runners.cluster.ClusterSettings;
import io.risknet.runners.cluster.LocalCluster;
import io.risknet.runners.cluster.NodeJvm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster start}. */
final class StartCluster implements Command {

  /** The options of the command. */
  public interface Options extends ClusterOptions, ClusterOptions.Ports, ClusterOptions.WorkerSize {

    @Description("How many workers are started.")
    @Default.Integer(2)
    int getWorkers();

    void setWorkers(int workers);

    @Description("The memory of the JobManager.")
    @Default.String("1600m")
    String getJobManagerMemory();

    void setJobManagerMemory(String memory);
  }

  @Override
  public String name() {
    return "cluster start";
  }

  @Override
  public String summary() {
    return "starts a JobManager and workers on this machine, each a process of its own";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return Options.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, Options.class);
    var settings =
        new ClusterSettings(
            options.getBindAddress(),
            ClusterOptions.Listening.address(options),
            options.getPort(),
            0,
            options.getSlots(),
            NodeJvm.memory("--memory", options.getMemory()).getBytes(),
            NodeJvm.memory("--jobManagerMemory", options.getJobManagerMemory()).getBytes());
    out.printf("Starting a JobManager and %d workers ...%n", options.getWorkers());
    var cluster =
        LocalCluster.start(Path.of(options.getDirectory()), settings, options.getWorkers());
    var master = cluster.settings().flinkMaster();
    var directory =
        options.getDirectory().equals("risknet-cluster")
            ? ""
            : " --directory=" + options.getDirectory();
    out.printf(
        """
        The cluster is ready: %d workers with %d slots each. Flink's web UI is at http://%s

        Run on it:   ./risknet train --flinkMaster=%s ...
        Look at it:  ./risknet cluster status%s
        End it:      ./risknet cluster stop%s

        Logs are in %s
        """,
        options.getWorkers(),
        options.getSlots(),
        master,
        master,
        directory,
        directory,
        cluster.logs());
  }
}
