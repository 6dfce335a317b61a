package io.risknet.pipelines.freddiemac.synthetic;

/**
 * Who borrows, as the file records it: missing values are the file's own (9999, 999, 99, '9').
 *
 * @param creditScore 300-850, 9999 missing
 * @param debtToIncome percent, 999 missing or over 65
 * @param count 1-10 borrowers, 99 missing
 */
record Borrower(int creditScore, int debtToIncome, int count, char firstTime, char occupancy) {
  static final int NO_SCORE = 9999;
  static final int NO_RATIO = 999;
  static final int NO_COUNT = 99;
}
