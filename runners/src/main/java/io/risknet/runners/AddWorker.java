package io.risknet.runners;

import io.risknet.runners.cluster.LocalCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster add-worker}. */
final class AddWorker implements Command {

  /** The options of the command. */
  public interface Options extends ClusterOptions {

    @Description("How many workers are added.")
    @Default.Integer(1)
    int getWorkers();

    void setWorkers(int workers);
  }

  @Override
  public String name() {
    return "cluster add-worker";
  }

  @Override
  public String summary() {
    return "adds workers to the cluster on this machine, or replaces lost ones";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return Options.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, Options.class);
    var names = running(options.getDirectory()).addWorkers(options.getWorkers());
    out.println("Added " + String.join(", ", names) + ".");
  }

  /**
   * The cluster that runs from a directory.
   *
   * @throws IllegalArgumentException when none does
   */
  static LocalCluster running(String directory) {
    return LocalCluster.running(Path.of(directory))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("No cluster runs from %s; start one with 'risknet cluster start', or name the"
                            + " --directory of one.")
                        .formatted(directory)));
  }
}
