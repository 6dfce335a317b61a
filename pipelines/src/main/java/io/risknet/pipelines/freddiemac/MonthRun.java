package io.risknet.pipelines.freddiemac;

/**
 * Consecutive months of one loan in one state.
 *
 * @param position where its first row stands in the file
 * @param start number of its first month
 * @param months how many months
 * @param age the loan's age in the first month, NaN when missing
 * @param remaining its remaining months in the first month, NaN when missing
 * @param state a sum of {@link MonthRuns#DEFAULT} and {@link MonthRuns#ENDED}
 */
record MonthRun(long position, int start, int months, double age, double remaining, int state) {

  /** Whether a row is this run's next month. */
  boolean continuesWith(int month, double nextAge, double nextRemaining, int nextState) {
    return month == start + months
        && nextState == state
        && Double.compare(nextAge, age + months) == 0
        && Double.compare(nextRemaining, remaining - months) == 0;
  }

  /** This run with one more month. */
  MonthRun longer() {
    return new MonthRun(position, start, months + 1, age, remaining, state);
  }
}
