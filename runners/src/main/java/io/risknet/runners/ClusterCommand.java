package io.risknet.runners;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster ACTION}: a Flink cluster of one's own, on this machine or on EC2. */
final class ClusterCommand implements Command {
  private static final String ON_AWS = " --aws";

  private static final List<Command> ACTIONS =
      List.of(
          new StartCluster(),
          new AddWorker(),
          new ClusterStatus(),
          new StopCluster(),
          new RunJobManager(),
          new RunWorker(),
          new UpOnAws(),
          new SubmitToAws(),
          new StatusOnAws(),
          new DownOnAws());

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
    action(List.of(arguments)).run(Arrays.copyOfRange(arguments, 1, arguments.length), out);
  }

  @Override
  public String help(List<String> path) {
    if (path.isEmpty()) {
      return usage();
    }
    var name = path.get(0);
    // One that is only on EC2 is told without --aws as well.
    return OptionHelp.of(
        named(name).isEmpty() && named(name + ON_AWS).isPresent()
            ? named(name + ON_AWS).get()
            : action(path));
  }

  /** The action that these words begin with, on EC2 where they have {@code --aws}. */
  private static Command action(List<String> words) {
    boolean isOnAws = words.stream().anyMatch(List.of("--aws", "--aws=true")::contains);
    return (isOnAws ? named(words.get(0) + ON_AWS) : named(words.get(0)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    !isOnAws && named(words.get(0) + ON_AWS).isPresent()
                        ? "'cluster %s' is for a cluster on EC2: give --aws."
                            .formatted(words.get(0))
                        : "There is no 'cluster %s'; there are %s."
                            .formatted(words.get(0) + (isOnAws ? ON_AWS : ""), names())));
  }

  private static Optional<Command> named(String name) {
    return ACTIONS.stream().filter(action -> action.name().equals("cluster " + name)).findFirst();
  }

  private static String names() {
    return ACTIONS.stream()
        .map(action -> action.name().replace("cluster ", ""))
        .collect(Collectors.joining(", "));
  }

  private String usage() {
    return ACTIONS.stream()
        .map(action -> "  %-22s %s".formatted(action.name(), action.summary()))
        .collect(
            Collectors.joining(
                "\n",
                "risknet cluster: " + summary() + "\n\n",
                "\n\n'risknet help cluster ACTION' lists the options of each."));
  }
}
