package io.risknet.runners;

import com.google.common.base.Throwables;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** How much of what the libraries log is shown. */
final class Logging {
  // Held, as java.util.logging forgets the level of a logger that nobody refers to.
  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("org.apache.flink"),
          Logger.getLogger("org.apache.pekko"),
          Logger.getLogger("org.apache.beam"),
          Logger.getLogger("org.apache.hadoop"));

  private static final Logger METRICS = Logger.getLogger("org.apache.flink.metrics");

  private Logging() {}

  /**
   * A node's log is all that tells what happened there: a line for each event, on standard error.
   */
  static void configureNode() {
    LIBRARIES.forEach(logger -> logger.setLevel(null));
    // Operators are named after Beam's steps, and Flink warns of each that it cuts at 80 letters.
    METRICS.setLevel(Level.SEVERE);
    var root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    for (var handler : root.getHandlers()) {
      handler.setFormatter(new LineFormatter());
    }
  }

  /** Time, level, class and message. */
  private static final class LineFormatter extends SimpleFormatter {
    @Override
    public String format(LogRecord entry) {
      var thrown =
          entry.getThrown() == null ? "" : Throwables.getStackTraceAsString(entry.getThrown());
      return "%s %-7s %s - %s%n%s"
          .formatted(
              entry.getInstant().truncatedTo(ChronoUnit.MILLIS),
              entry.getLevel(),
              entry.getLoggerName(),
              formatMessage(entry),
              thrown);
    }
  }

  /** Warnings of libraries are for their developers: only failures, unless all is asked for. */
  static void configure(boolean verbose) {
    Logger.getLogger("").setLevel(verbose ? Level.INFO : Level.WARNING);
    LIBRARIES.forEach(logger -> logger.setLevel(verbose ? Level.INFO : Level.OFF));
  }
}
