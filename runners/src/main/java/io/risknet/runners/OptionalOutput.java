package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.RunOptions;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RejectReasons;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.stream.Stream;

/** The output of a command whose results are kept only when that is asked for. */
final class OptionalOutput {
  private OptionalOutput() {}

  /** What a command does with its options. */
  interface Action<T> {
    /**
     * Does it.
     *
     * @param kept whether the output stays
     */
    void run(T options, boolean kept) throws IOException;
  }

  /** Runs with the output that is asked for, or one that is gone afterwards. */
  static <T extends RunOptions> void run(
      Command command, Class<T> type, String[] arguments, PrintStream out, Action<T> action)
      throws IOException {
    if (Stream.of(arguments).anyMatch(argument -> argument.startsWith("--output="))) {
      action.run(Arguments.parse(command.name(), arguments, type), true);
      return;
    }
    var temporary = Files.createTempDirectory("risknet-" + command.name());
    var output = OutputDirectory.of(temporary.toString());
    try {
      var all = Stream.concat(Stream.of(arguments), Stream.of("--output=" + temporary));
      var options = Arguments.parse(command.name(), all.toArray(String[]::new), type);
      checkArgument(
          Local.runs(options),
          "The option --output is missing; give a directory that all workers see, as the results"
              + " are made there.");
      try {
        action.run(options, false);
      } finally {
        print(RejectReasons.read(output), out);
      }
    } finally {
      output.delete();
    }
  }

  /** What {@code rejects/} would tell. */
  private static void print(RejectReasons rejects, PrintStream out) {
    if (rejects.rows() == 0) {
      return;
    }
    out.println("\nLines that were left out, by reason; give --output to keep them:");
    for (var counted : rejects.reasons()) {
      var column = counted.reason().column();
      print(
          counted.rows(), (column.isEmpty() ? "" : column + ": ") + counted.reason().reason(), out);
    }
    if (rejects.untold() > 0) {
      print(rejects.untold(), "not told apart", out);
    }
  }

  private static void print(long rows, String reason, PrintStream out) {
    out.printf(Locale.ROOT, "  %,9d  %s%n", rows, reason);
  }
}
