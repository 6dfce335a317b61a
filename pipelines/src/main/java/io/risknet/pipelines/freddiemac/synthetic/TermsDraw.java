package io.risknet.pipelines.freddiemac.synthetic;

/** Draws what lender and borrower agreed on: amount, ratios, rate and dates. */
final class TermsDraw {
  private static final Weighted MONTHS = Weighted.of(74, 16.5, 5.5, 1.6, 2, 0.4);
  private static final int[] LENGTHS = {360, 180, 240, 300, 120, 0};
  // Months from the quarter's start to the first payment: a loan's first payment falls on the first
  // of
  // the second month, or of the next one, after its closing.
  private static final Weighted FIRST_PAYMENT = Weighted.of(0, 12, 33, 33, 22);
  private static final Weighted HIGH_RATIO = Weighted.of(3, 14, 25, 42, 16);
  private static final int[] HIGH_RATIOS = {83, 85, 90, 95, 97};
  private static final int[] COVERS = {12, 12, 25, 30, 35};
  private static final Weighted PENALTY = Weighted.of(99.5, 0.2);

  private final QuarterMix mix;

  TermsDraw(QuarterMix mix) {
    this.mix = mix;
  }

  Terms draw(Borrower borrower, int score, char purpose, boolean relief, int state, Draws draws) {
    int first = relief ? draws.between(80, 105) : firstLien(score, purpose, draws);
    int combined = draws.chance(0.11) ? first + draws.between(3, 20) : first;
    int months = months(draws);
    return new Terms(
        mix.start + FIRST_PAYMENT.pick(draws),
        months,
        amount(state, purpose, draws),
        draws.chance(0.0005) ? Terms.NO_RATIO : first,
        draws.chance(0.001) ? Terms.NO_RATIO : combined,
        insurance(first, relief, draws),
        rate(borrower, score, combined, months, draws),
        draws.chance(0.02),
        draws.chance(0.004),
        draws.chance(0.003) ? ' ' : PENALTY.pick("NY", draws));
  }

  private static int months(Draws draws) {
    int months = LENGTHS[MONTHS.pick(draws)];
    return months > 0 ? months : draws.between(8, 29) * 12;
  }

  private static int firstLien(int score, char purpose, Draws draws) {
    double kind = draws.unit();
    boolean purchase = purpose == 'P';
    if (kind < (purchase ? 0.40 : 0.14)) {
      return 80;
    }
    if (kind < (purchase ? 0.68 : 0.22)) {
      int at = HIGH_RATIO.pick(draws);
      return HIGH_RATIOS[at] - (draws.chance(0.5) ? 0 : draws.between(0, at == 0 ? 2 : 3));
    }
    double ratio = (purchase ? 66 : 63) + (750 - score) * 0.03 + 16 * draws.gaussian();
    return (int) Math.max(6, Math.min(80, ratio));
  }

  private static int insurance(int ratio, boolean relief, Draws draws) {
    if (draws.chance(0.0006)) {
      return Terms.INSURANCE_UNKNOWN;
    }
    if (ratio <= 80 || relief) {
      return 0;
    }
    int step = ratio <= 83 ? 0 : ratio <= 85 ? 1 : ratio <= 90 ? 2 : ratio <= 95 ? 3 : 4;
    return draws.chance(0.06) ? 18 : COVERS[step];
  }

  private static int amount(int state, char purpose, Draws draws) {
    double middle = 185_000 * Places.price(state) * (purpose == 'P' ? 0.95 : 1.05);
    double amount = middle * StrictMath.exp(0.5 * draws.gaussian());
    int thousands = (int) (Math.max(18_000, Math.min(729_000, amount)) / 1000);
    return 1000 * thousands;
  }

  /** The market's rate plus what this loan's risk costs, in eighths of a percent. */
  private int rate(Borrower borrower, int score, int combined, int months, Draws draws) {
    double rate = mix.marketRate + 0.18 * draws.gaussian() + (750 - score) * 0.0015;
    rate += combined > 80 ? 0.12 : 0;
    rate += borrower.occupancy() == 'I' ? 0.4 : 0;
    rate -= months <= 180 ? 0.45 : 0;
    int eighths = (int) Math.max(12, rate * 8 + 0.5);
    return 125 * eighths;
  }
}
