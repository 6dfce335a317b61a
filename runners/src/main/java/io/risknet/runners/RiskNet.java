package io.risknet.runners;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line: {@code risknet COMMAND --option=value ...}. A command that can't be carried out
 * says so in one sentence and ends with exit code 2; one that was to check something that does not
 * hold ends with 3, and a fault of the program with 1.
 */
public final class RiskNet {
  private static final List<Command> COMMANDS =
      List.of(
          new DemoCommand(),
          new GenerateCommand(),
          new TrainCommand(),
          new EventsCommand(),
          new ScoreCommand(),
          new ProfileCommand(),
          new CompareCommand(),
          new AblationCommand(),
          new CostCommand(),
          new ClusterCommand());

  private RiskNet() {}

  /**
   * Runs one command and ends the JVM with its exit code. Where Flink runs this program the JVM is
   * Flink's, and may be the JobManager's: there a failure is thrown.
   */
  public static void main(String[] args) {
    int exitCode = run(args, System.out, System.err);
    if (!FlinkProgram.isRunning()) {
      // Beam and Flink leave threads behind, so the JVM has to be told to end.
      System.exit(exitCode);
    } else if (exitCode != 0) {
      throw new IllegalStateException("RiskNet ended with exit code %d.".formatted(exitCode));
    }
  }

  /** Runs one command and returns its exit code. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    // Not from the options: what can't be parsed has none.
    boolean verbose = Stream.of(args).anyMatch(List.of("--verbose", "--verbose=true")::contains);
    Logging.configure(verbose);
    try {
      if (args.length == 0 || List.of("help", "--help", "-h").contains(args[0])) {
        out.println(args.length > 1 ? help(List.of(args).subList(1, args.length)) : usage());
        return 0;
      }
      var command = command(args[0]);
      var options = Arrays.copyOfRange(args, 1, args.length);
      if (List.of(options).contains("--help")) {
        out.println(
            help(Stream.of(args).takeWhile(argument -> !argument.startsWith("-")).toList()));
        return 0;
      }
      command.run(options, out);
      return 0;
    } catch (Throwable e) {
      return Failure.of(e).report(err, verbose);
    }
  }

  private static Command command(String name) {
    return COMMANDS.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no command '"
                        + name
                        + "'; the commands are "
                        + COMMANDS.stream().map(Command::name).collect(Collectors.joining(", "))
                        + ", help."));
  }

  private static String usage() {
    return COMMANDS.stream()
        .map(command -> "  %-10s %s".formatted(command.name(), command.summary()))
        .collect(
            Collectors.joining(
                "\n",
                "Usage: risknet COMMAND --option=value ...\n\n",
                "\n  help       'risknet help COMMAND' lists the options of a command\n\n"
                    + "Every option of Beam and of the runner is accepted as well."));
  }

  private static String help(List<String> path) {
    return command(path.get(0)).help(path.subList(1, path.size()));
  }
}
