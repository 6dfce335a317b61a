package io.risknet.pipelines.freddiemac.synthetic;

/** What a liquidation brought in and cost, in cents; costs are negative, as in the real files. */
record Losses(
    long insurance,
    long proceeds,
    long otherRecoveries,
    long legal,
    long maintenance,
    long taxes,
    long other,
    long actualLoss) {

  static Losses draw(Terms terms, long balance, long accruedInterest, Draws draws) {
    long insurance = terms.insured() ? share(balance, 0.8 * terms.insurance() / 100) : 0;
    long proceeds = share(balance, 0.35 + 0.5 * draws.unit());
    long otherRecoveries = draws.chance(0.3) ? share(balance, 0.01 * draws.unit()) : 0;
    long legal = -share(balance, 0.005 + 0.02 * draws.unit());
    long maintenance = -share(balance, 0.01 + 0.04 * draws.unit());
    long taxes = -share(balance, 0.01 + 0.03 * draws.unit());
    long other = -share(balance, 0.005 * draws.unit());
    long received = insurance + proceeds + otherRecoveries + legal + maintenance + taxes + other;
    long loss = Math.min(0, received - balance - accruedInterest);
    return new Losses(insurance, proceeds, otherRecoveries, legal, maintenance, taxes, other, loss);
  }

  long expenses() {
    return legal + maintenance + taxes + other;
  }

  private static long share(long balance, double share) {
    return (long) (balance * share);
  }
}
