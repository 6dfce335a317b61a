package io.risknet.pipelines.freddiemac.synthetic;

/**
 * What will become of a loan, settled before its first monthly row.
 *
 * <p>Defaults come early, prepayments later, and few loans that default are seen to pay again (see
 * {@link Workout}): so calibrated that knowing the largest progress made without default adds to a
 * model about what it added on real loans (to the AUC 0.05, to the average precision 0.17).
 *
 * @param reported whether there are any monthly rows
 * @param lag months between the first instalment's start and the first row
 * @param defaultRow the row, from 1, at which the loan first counts as defaulted; 0 never
 * @param repurchased whether that row is a repurchase (zero balance code 06) of a loan still
 *     current
 * @param silentFrom the row at which reporting stops with the loan alive; only for good loans
 * @param prepayment monthly chance of paying off, once seasoned
 * @param slip monthly chance that a current loan misses an instalment
 */
record Fate(
    boolean reported,
    int lag,
    int defaultRow,
    boolean repurchased,
    int silentFrom,
    double prepayment,
    double slip,
    boolean disaster,
    char assistance,
    double priceGrowth) {
  /** The label looks at this many rows. */
  static final int WINDOW = 60;

  static final int NEVER = Integer.MAX_VALUE;
  // Three missed instalments need three months of age before them.
  private static final int EARLIEST_DEFAULT = 4;
  private static final Weighted LAG = Weighted.of(78, 16, 4, 2);

  static Fate draw(Loan loan, double marketRate, Draws draws) {
    double probability = RiskModel.defaultProbability(loan);
    boolean defaults = draws.chance(probability);
    return new Fate(
        !draws.chance(0.002),
        LAG.pick(draws),
        defaults ? defaultRow(draws) : 0,
        defaults && draws.chance(0.015),
        draws.chance(0.032) ? draws.between(6, WINDOW) : NEVER,
        prepayment(loan, marketRate),
        Math.min(0.03, 0.0015 + 0.08 * probability),
        draws.chance(0.03),
        draws.chance(0.3) ? "FRT".charAt(draws.between(0, 2)) : MonthlyRow.BLANK,
        0.0035 * (draws.unit() - 0.3));
  }

  boolean defaults() {
    return defaultRow > 0;
  }

  /** Four of five defaults come within two years. */
  private static int defaultRow(Draws draws) {
    double at = 1;
    for (int i = 0; i < 4; i++) {
      at = Math.min(at, draws.unit());
    }
    return EARLIEST_DEFAULT + (int) (at * (WINDOW - EARLIEST_DEFAULT + 1));
  }

  /** Who pays more than the market, borrows much and has a good name refinances sooner. */
  private static double prepayment(Loan loan, double marketRate) {
    double premium = loan.terms().rate() / 1000.0 - marketRate;
    double hazard = 0.039 * (1 + 0.5 * Math.max(-1, Math.min(1, premium)));
    hazard *= loan.terms().amount() > 200_000 ? 1.15 : 0.9;
    return loan.borrower().creditScore() < 700 ? 0.75 * hazard : hazard;
  }
}
