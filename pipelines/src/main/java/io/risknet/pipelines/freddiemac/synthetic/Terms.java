package io.risknet.pipelines.freddiemac.synthetic;

/**
 * What was agreed.
 *
 * @param firstPayment month number, see {@link Months}
 * @param months length of the loan
 * @param amount dollars, whole thousands
 * @param loanToValue percent of the first lien, 999 missing
 * @param combinedLoanToValue percent with second liens, 999 missing
 * @param insurance percent covered by mortgage insurance, 0 none, 999 missing
 * @param rate yearly, in thousandths of a percent
 */
record Terms(
    int firstPayment,
    int months,
    int amount,
    int loanToValue,
    int combinedLoanToValue,
    int insurance,
    int rate,
    boolean adjustable,
    boolean interestOnly,
    char penalty) {
  static final int NO_RATIO = 999;
  static final int INSURANCE_UNKNOWN = 999;
  private static final int CONFORMING_LIMIT = 417_000;

  int maturity() {
    return firstPayment + months - 1;
  }

  boolean superConforming() {
    return amount > CONFORMING_LIMIT;
  }

  boolean insured() {
    return insurance > 0 && insurance != INSURANCE_UNKNOWN;
  }
}
