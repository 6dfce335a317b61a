package io.risknet.runners;

import io.risknet.runners.cluster.NodeJvm;
import io.risknet.runners.cluster.Worker;
import io.risknet.runners.cluster.WorkerMemory;
import java.io.IOException;
import java.io.PrintStream;
import java.util.UUID;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster worker}: one node in this process, for a service or a container. */
final class RunWorker implements Command {

  /** The options of the command. */
  public interface Options extends ClusterOptions.WorkerSize, ClusterOptions.Node {

    @Description("Where the JobManager takes registrations, as HOST or HOST:PORT.")
    @Default.String("127.0.0.1")
    String getJobManager();

    void setJobManager(String address);

    @Description("A name that no other worker has; else one is made of --address.")
    @Default.String("")
    String getName();

    void setName(String name);
  }

  @Override
  public String name() {
    return "cluster worker";
  }

  @Override
  public String summary() {
    return "is a worker until it is ended, for a service or a container";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return Options.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, Options.class);
    var memory =
        WorkerMemory.of(NodeJvm.memory("--memory", options.getMemory()), options.getSlots());
    if (options.isPrintJvmOptions()) {
      out.println(String.join(" ", memory.jvmOptions()));
      return;
    }
    var address = ClusterOptions.Listening.address(options);
    Logging.configureNode();
    new Worker(
            options.getName().isEmpty()
                ? "worker-%s-%s".formatted(address, UUID.randomUUID().toString().substring(0, 8))
                : options.getName(),
            Worker.jobManager(options.getJobManager()),
            options.getBindAddress(),
            address,
            memory,
            RunJobManager.temp(options))
        .run();
  }
}
