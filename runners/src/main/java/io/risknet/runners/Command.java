package io.risknet.runners;

import java.io.PrintStream;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** One command of the command line. */
interface Command {

  /** What the user types. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The options it takes, beside those of Beam and the runner. */
  Class<? extends PipelineOptions> options();

  /**
   * What {@code risknet help} prints of it.
   *
   * @param path the words behind its name
   */
  default String help(List<String> path) {
    return OptionHelp.of(this);
  }

  /** Carries it out. */
  void run(String[] arguments, PrintStream out) throws Exception;
}
