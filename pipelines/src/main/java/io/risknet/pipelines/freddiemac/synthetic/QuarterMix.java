package io.risknet.pipelines.freddiemac.synthetic;

/**
 * What a quarter's loans are made of. The mix drifts mildly over the years, so that training on one
 * quarter and testing on another meets shifted inputs; what the inputs mean for risk never changes.
 */
final class QuarterMix {
  // Rough yearly averages of 30-year fixed rates in percent, 1999 to 2024.
  private static final double[] RATES = {
    7.4, 8.1, 7.0, 6.5, 5.8, 5.8, 5.9, 6.4, 6.3, 6.0, 5.0, 4.7, 4.5, 3.7, 4.0, 4.2, 3.9, 3.7, 4.0,
    4.5, 3.9, 3.1, 3.0, 5.3, 6.8, 6.7
  };
  private static final int FIRST_YEAR = 1999;
  private static final int RELIEF_FROM = Months.of(2009, 1);
  private static final int RELIEF_UNTIL = Months.of(2019, 1);
  private static final int WAIVERS_FROM = Months.of(2017, 1);

  final int start;
  final double marketRate;
  final double scoreShift;
  final Weighted purpose;
  final Weighted channel;
  final Weighted seller;

  QuarterMix(int start) {
    this.start = start;
    double years = (start - Months.of(2009, 1)) / 12.0;
    marketRate = marketRate(start);
    scoreShift = 3 * StrictMath.sin(0.5 * years);
    double refinanced = 1 + 0.12 * StrictMath.sin(0.9 * years);
    // P, C, N, R, 9: see LoanDraw.
    purpose = Weighted.of(35, 29 * refinanced, 35.5 * refinanced, 0.3, 0.2);
    // R, B, C, T, 9.
    channel = Weighted.of(46, 15 * (1 + 0.15 * StrictMath.sin(0.7 * years)), 36, 2.6, 0.4);
    seller = Lenders.sellers(years);
  }

  /** Share of loans that replace an underwater one under the relief programme. */
  double relief() {
    return start >= RELIEF_FROM && start < RELIEF_UNTIL ? 0.02 : 0;
  }

  boolean valuationReported() {
    return start >= WAIVERS_FROM;
  }

  private static double marketRate(int month) {
    double at = Math.min(RATES.length - 1.001, month / 12.0 - FIRST_YEAR);
    int year = (int) at;
    return RATES[year] + (at - year) * (RATES[year + 1] - RATES[year]);
  }
}
