package io.risknet.pipelines.freddiemac;

import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.TextColumn;
import java.util.Arrays;

/** Finds the runs of a loan: a chained hash table over the runs of one bucket. */
final class LoanIndex {
  private static final int END = -1;

  private final MonthRuns runs;
  private final int[] heads;
  private final int[] next;

  private LoanIndex(MonthRuns runs, int[] heads, int[] next) {
    this.runs = runs;
    this.heads = heads;
    this.next = next;
  }

  static LoanIndex of(MonthRuns runs) {
    int size = Math.max(2, Integer.highestOneBit(runs.size()) * 2);
    var heads = new int[size];
    Arrays.fill(heads, END);
    var next = new int[runs.size()];
    for (int run = 0; run < runs.size(); run++) {
      int slot = slot(runs.ids().hash(run), size);
      next[run] = heads[slot];
      heads[slot] = run;
    }
    return new LoanIndex(runs, heads, next);
  }

  static LoanIndex empty() {
    return of(new MonthRuns(RecordBatchBuilder.of(MonthRuns.SCHEMA, 0).build()));
  }

  MonthRuns runs() {
    return runs;
  }

  /** The runs of the loan of a row, in no order. */
  int[] runsOf(TextColumn ids, int row) {
    var found = new int[4];
    int count = 0;
    for (int run = heads[slot(ids.hash(row), heads.length)]; run != END; run = next[run]) {
      if (ids.compare(row, runs.ids(), run) == 0) {
        found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
        found[count++] = run;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** A bucket's hashes share their leading bits, so the trailing ones are taken. */
  private static int slot(long hash, int size) {
    return (int) hash & (size - 1);
  }
}
