package io.risknet.transforms.records;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Running totals of this JVM, for a command line that shows how far a local run has come. For
 * display only: a retried bundle counts twice, workers on other machines don't count at all, and
 * two pipelines in one JVM count together. What a run reports comes from Beam's metrics and from
 * {@link RangeStats}.
 */
public final class Progress {
  /** Size of the files that were found, compressed as they are. */
  public static final String BYTES_FOUND = "bytesFound";

  /** Bytes read from files, compressed as they are. */
  public static final String BYTES_READ = "bytesRead";

  private static final Map<String, LongAdder> TOTALS = new ConcurrentHashMap<>();

  private Progress() {}

  /** Adds to a total. */
  public static void add(String name, long amount) {
    TOTALS.computeIfAbsent(name, key -> new LongAdder()).add(amount);
  }

  /** A total; 0 when nothing was added. */
  public static long get(String name) {
    var total = TOTALS.get(name);
    return total == null ? 0 : total.sum();
  }

  /** Sets all totals to 0, before another run. */
  public static void reset() {
    TOTALS.clear();
  }
}
