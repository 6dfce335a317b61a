package io.risknet.transforms.records;

import java.util.ArrayList;
import java.util.List;

/** Counts the rejected lines of one range, and keeps the first thousand. */
final class RangeRejects {
  /** How many are kept: enough to see what is wrong, whatever the size of the file. */
  static final int KEPT = 1_000;

  static final String STAGE = "read";

  private final FileRange range;
  private final List<Reject> kept = new ArrayList<>();
  private long count;

  RangeRejects(FileRange range) {
    this.range = range;
  }

  /** Adds a line with its raw bytes; the column is empty when the whole line is to blame. */
  void add(long line, String column, String reason, byte[] bytes, int start, int end) {
    count++;
    if (kept.size() < KEPT) {
      var raw = Reject.bounded(bytes, start, end);
      kept.add(new Reject(STAGE, range.file(), range.index(), line, column, reason, raw));
    }
  }

  long count() {
    return count;
  }

  List<Reject> kept() {
    return kept;
  }
}
