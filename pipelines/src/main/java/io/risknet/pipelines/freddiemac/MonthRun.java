package io.risknet.pipelines.freddiemac;

/**
 * The first month of a run of one loan's months in one state; see {@link MonthRuns}.
 *
 * @param position where its row stands in the file
 * @param start its number
 * @param age the loan's age, NaN when missing
 * @param remaining its remaining months, NaN when missing
 * @param state a sum of {@link MonthRuns#DEFAULT} and {@link MonthRuns#ENDED}
 */
record MonthRun(double position, int start, double age, double remaining, int state) {
  /** No run at all. */
  static final MonthRun NONE = new MonthRun(0, 0, Double.NaN, Double.NaN, 0);

  /** Whether a row is the next month after this run of {@code months}. */
  boolean continuesWith(
      int months, int month, double nextAge, double nextRemaining, int nextState) {
    return month == start + months
        && nextState == state
        && sameOrBothMissing(nextAge, age + months)
        && sameOrBothMissing(nextRemaining, remaining - months);
  }

  private static boolean sameOrBothMissing(double left, double right) {
    return left == right || (Double.isNaN(left) && Double.isNaN(right));
  }
}
