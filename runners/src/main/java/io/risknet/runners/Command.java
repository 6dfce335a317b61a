package io.risknet.runners;

import java.io.PrintStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** One command of the command line. */
interface Command {

  /** What the user types. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The options it takes, beside those of Beam and the runner. */
  Class<? extends PipelineOptions> options();

  /** Carries it out. */
  void run(String[] arguments, PrintStream out) throws Exception;
}
