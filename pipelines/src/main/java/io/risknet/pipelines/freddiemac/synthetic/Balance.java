package io.risknet.pipelines.freddiemac.synthetic;

/** What is owed: a loan paid down month by month, and perhaps modified. Money is in dollars. */
final class Balance {
  private static final int MODIFIED_MONTHS = 480;
  private static final int INTEREST_ONLY_MONTHS = 120;

  private double owed;
  private double deferred;
  private double monthlyRate;
  private double payment;
  private int paid;
  private int free;
  private int rate;
  private int maturity;

  void restart(Terms terms) {
    owed = terms.amount();
    deferred = 0;
    paid = 0;
    free = terms.interestOnly() ? INTEREST_ONLY_MONTHS : 0;
    maturity = terms.maturity();
    setRate(terms.rate(), terms.months());
  }

  private void setRate(int thousandths, int months) {
    rate = thousandths;
    monthlyRate = thousandths / 1_200_000.0;
    payment = owed * monthlyRate / (1 - StrictMath.pow(1 + monthlyRate, -months));
  }

  /** Brings the number of instalments paid so far up to this one. */
  void payUpTo(int instalments) {
    while (paid < instalments) {
      if (paid >= free) {
        owed = Math.max(0, owed + owed * monthlyRate - payment);
      }
      paid++;
    }
  }

  /**
   * A lower rate, a longer term, arrears added to the debt; some debt may be put off without
   * interest.
   */
  void modify(int age, int behind, int period, boolean forbear) {
    owed += owed * monthlyRate * behind;
    paid = age;
    free = 0;
    deferred = forbear ? 0.15 * owed : 0;
    owed -= deferred;
    maturity = period + MODIFIED_MONTHS;
    setRate(Math.max(2000, rate - 1500), MODIFIED_MONTHS);
  }

  /** Missed instalments are put off to the end of the loan. */
  void defer(int age) {
    deferred += payment * (age - paid);
    payUpTo(age);
  }

  /** An adjustable rate's reset: the payment follows the new rate. */
  void reset(int thousandths, int period) {
    setRate(thousandths, Math.max(1, maturity - period));
  }

  long interestBearing() {
    return cents(owed);
  }

  long deferred() {
    return cents(deferred);
  }

  long interest(int months) {
    return cents(owed * monthlyRate * months);
  }

  int rate() {
    return rate;
  }

  int maturity() {
    return maturity;
  }

  private static long cents(double dollars) {
    return (long) (dollars * 100 + 0.5);
  }
}
