package io.risknet.pipelines.freddiemac.synthetic;

/** Calendar months as a running number, year * 12 + month - 1, so that adding is adding. */
final class Months {
  /** From here on the performance rows carry an estimated loan-to-value. */
  static final int ELTV_REPORTED = of(2017, 4);

  private Months() {}

  static int of(int year, int month) {
    return year * 12 + month - 1;
  }

  static int year(int month) {
    return month / 12;
  }

  static int ofYear(int month) {
    return month % 12 + 1;
  }
}
