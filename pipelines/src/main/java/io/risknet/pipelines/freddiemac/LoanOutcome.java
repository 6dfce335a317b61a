package io.risknet.pipelines.freddiemac;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * What became of a loan within its label window.
 *
 * @param inDefault whether it defaulted
 * @param undefaultedProgress the largest age / (age + remaining) over its months not in default,
 *     NaN when there is none; an outcome, not a feature
 * @param elapsed whether it ended or its window has elapsed, so that nothing more is to come
 * @param duplicateMonths monthly rows left out because an earlier line tells of the same month
 */
record LoanOutcome(
    boolean inDefault, double undefaultedProgress, boolean elapsed, int duplicateMonths) {

  /** Whether its label is known: of a loan that defaulted it is, whatever is to come. */
  boolean mature() {
    return inDefault || elapsed;
  }

  /** The outcome of one loan, from its runs in any order. */
  static LoanOutcome of(MonthRuns runs, int[] ofLoan, LabelRule rule) {
    var tracker = new Tracker(runs, rule);
    var sorted = byStart(runs, ofLoan);
    if (overlap(runs, sorted)) {
      var months = monthByMonth(runs, sorted);
      months.forEach((month, run) -> tracker.add(run, month, month + 1));
      tracker.duplicates =
          Arrays.stream(sorted).map(run -> length(runs, run)).sum() - months.size();
    } else {
      for (int run : sorted) {
        tracker.add(run, runs.start(run), runs.end(run));
      }
    }
    return tracker.outcome();
  }

  /** Sorted by insertion: a loan has few runs. */
  private static int[] byStart(MonthRuns runs, int[] ofLoan) {
    var sorted = ofLoan.clone();
    for (int i = 1; i < sorted.length; i++) {
      int run = sorted[i];
      int place = i;
      for (; place > 0 && runs.start(sorted[place - 1]) > runs.start(run); place--) {
        sorted[place] = sorted[place - 1];
      }
      sorted[place] = run;
    }
    return sorted;
  }

  private static int length(MonthRuns runs, int run) {
    return runs.end(run) - runs.start(run);
  }

  private static boolean overlap(MonthRuns runs, int[] sorted) {
    for (int i = 1; i < sorted.length; i++) {
      if (runs.start(sorted[i]) < runs.end(sorted[i - 1])) {
        return true;
      }
    }
    return false;
  }

  /** Month to the run that tells of it; of several, the one that stands first in the input. */
  private static TreeMap<Integer, Integer> monthByMonth(MonthRuns runs, int[] sorted) {
    var byMonth = new TreeMap<Integer, Integer>();
    for (int run : sorted) {
      for (int month = runs.start(run); month < runs.end(run); month++) {
        byMonth.merge(
            month, run, (known, other) -> runs.compareOrigin(known, other) <= 0 ? known : other);
      }
    }
    return byMonth;
  }

  /** Walks the months in date order until the window is full. */
  private static final class Tracker {
    private final MonthRuns runs;
    private final LabelRule rule;
    private int seen;
    private boolean inDefault;
    private boolean ended;
    private double progress = Double.NaN;
    private int duplicates;

    Tracker(MonthRuns runs, LabelRule rule) {
      this.runs = runs;
      this.rule = rule;
    }

    void add(int run, int from, int to) {
      int months = Math.min(to - from, rule.window() - seen);
      if (months <= 0) {
        return;
      }
      seen += months;
      ended |= runs.ended(run);
      if (runs.inDefault(run)) {
        inDefault = true;
      } else {
        // Within a run the progress grows, so its last month has the largest.
        double last = runs.progress(run, from + months - 1 - runs.start(run));
        progress =
            Double.isNaN(progress)
                ? last
                : Double.isNaN(last) ? progress : Math.max(progress, last);
      }
    }

    LoanOutcome outcome() {
      return new LoanOutcome(inDefault, progress, ended || seen >= rule.window(), duplicates);
    }
  }
}
