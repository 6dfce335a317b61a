package io.risknet.runners;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster ACTION}: a Flink cluster of one's own. */
final class ClusterCommand implements Command {
  private static final List<Command> ACTIONS =
      List.of(
          new StartCluster(),
          new AddWorker(),
          new ClusterStatus(),
          new StopCluster(),
          new RunJobManager(),
          new RunWorker());

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public String summary() {
    return "starts, shows and stops a Flink cluster";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return PipelineOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws Exception {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("What shall the cluster do? Give one of " + names() + ".");
    }
    action(arguments[0]).run(Arrays.copyOfRange(arguments, 1, arguments.length), out);
  }

  @Override
  public String help(List<String> path) {
    return path.isEmpty() ? usage() : OptionHelp.of(action(path.get(0)));
  }

  private static Command action(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no 'cluster %s'; there are %s.".formatted(name, names())));
  }

  private static Optional<Command> find(String name) {
    return ACTIONS.stream().filter(action -> action.name().equals("cluster " + name)).findFirst();
  }

  private static String names() {
    return ACTIONS.stream()
        .map(action -> action.name().replace("cluster ", ""))
        .collect(Collectors.joining(", "));
  }

  private String usage() {
    return ACTIONS.stream()
        .map(action -> "  %-20s %s".formatted(action.name(), action.summary()))
        .collect(
            Collectors.joining(
                "\n",
                "risknet cluster: " + summary() + "\n\n",
                "\n\n'risknet help cluster ACTION' lists the options of each."));
  }
}
