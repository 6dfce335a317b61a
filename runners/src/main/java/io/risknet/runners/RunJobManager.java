package io.risknet.runners;

import io.risknet.runners.cluster.JobManager;
import io.risknet.runners.cluster.NodeJvm;
import io.risknet.runners.cluster.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster jobmanager}: one node in this process, for a service or a container. */
final class RunJobManager implements Command {

  /** The options of the command. */
  public interface Options extends ClusterOptions.Ports, ClusterOptions.Node {

    @Description("The port at which workers register.")
    @Default.Integer(Worker.RPC_PORT)
    int getRpcPort();

    void setRpcPort(int port);

    @Description("The memory of the process: 4g, 3500m, or a share of the machine's as 80%.")
    @Default.String("1600m")
    String getMemory();

    void setMemory(String memory);
  }

  @Override
  public String name() {
    return "cluster jobmanager";
  }

  @Override
  public String summary() {
    return "is a JobManager until it is ended, for a service or a container";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return Options.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, Options.class);
    var node =
        new JobManager(
            options.getBindAddress(),
            ClusterOptions.Listening.address(options),
            options.getPort(),
            options.getRpcPort(),
            NodeJvm.memory("--memory", options.getMemory()),
            temp(options));
    if (options.isPrintJvmOptions()) {
      out.println(String.join(" ", node.jvmOptions()));
      return;
    }
    Logging.configureNode();
    node.run();
  }

  /** Where a node keeps what it needs on the way. */
  static Path temp(ClusterOptions.Node options) throws IOException {
    return options.getTemp().isEmpty()
        ? Files.createTempDirectory("risknet-node")
        : Files.createDirectories(Path.of(options.getTemp()).toAbsolutePath());
  }
}
