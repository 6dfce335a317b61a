package io.risknet.runners;

import io.risknet.runners.cluster.LocalCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster stop}. */
final class StopCluster implements Command {

  @Override
  public String name() {
    return "cluster stop";
  }

  @Override
  public String summary() {
    return "ends all nodes of the cluster on this machine";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ClusterOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, ClusterOptions.class);
    var cluster = LocalCluster.running(Path.of(options.getDirectory()));
    if (cluster.isEmpty()) {
      out.println("No cluster runs from " + options.getDirectory() + ".");
      return;
    }
    cluster.get().stop();
    out.println("The cluster has ended; its logs are in " + cluster.get().logs());
  }
}
