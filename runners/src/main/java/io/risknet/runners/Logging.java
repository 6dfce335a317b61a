package io.risknet.runners;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How much of what the libraries log is shown. */
final class Logging {
  // Held, as java.util.logging forgets the level of a logger that nobody refers to.
  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("org.apache.flink"),
          Logger.getLogger("org.apache.pekko"),
          Logger.getLogger("org.apache.beam"),
          Logger.getLogger("org.apache.hadoop"),
          Logger.getLogger("software.amazon.awssdk"));

  private Logging() {}

  /** Warnings of libraries are for their developers: only failures, unless all is asked for. */
  static void configure(boolean verbose) {
    Logger.getLogger("").setLevel(verbose ? Level.INFO : Level.WARNING);
    LIBRARIES.forEach(logger -> logger.setLevel(verbose ? Level.INFO : Level.OFF));
  }
}
