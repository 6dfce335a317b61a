package io.risknet.pipelines.freddiemac.synthetic;

/** Draws what an origination line says, loan by loan. */
final class LoanDraw {
  private static final Weighted OCCUPANCY = Weighted.of(89.5, 4, 6.3, 0.2);
  private static final Weighted UNITS = Weighted.of(98, 1.4, 0.3, 0.3);
  private static final Weighted INVESTOR_UNITS = Weighted.of(70, 17, 6, 7);
  private static final Weighted BORROWERS =
      Weighted.of(41, 56, 1.8, 0.9, 0.1, 0.05, 0.02, 0.02, 0.01, 0.01);
  private static final Weighted TYPE = Weighted.of(70, 20.5, 8.5, 0.6, 0.35);
  private static final String[] TYPES = {"SF", "PU", "CO", "MH", "CP"};
  private static final Weighted VALUATION = Weighted.of(18, 74, 2, 4, 2);

  private final QuarterMix mix;
  private final TermsDraw terms;

  LoanDraw(QuarterMix mix) {
    this.mix = mix;
    this.terms = new TermsDraw(mix);
  }

  Loan draw(int number, Draws draws) {
    boolean relief = draws.chance(mix.relief());
    char purpose = relief ? 'N' : mix.purpose.pick("PCNR9", draws);
    int seller = mix.seller.pick(draws);
    char channel = mix.channel.pick("RBCT9", draws);
    int state = Places.state(draws);
    // Known to the draw even where the file will not say it, so that missing is missing at random.
    int score = score(draws);
    Borrower borrower = borrower(purpose, score, relief, draws);
    Terms agreed = terms.draw(borrower, score, purpose, relief, state, draws);
    return new Loan(
        number,
        mix.start,
        borrower,
        property(state, borrower.occupancy(), draws),
        agreed,
        channel,
        purpose,
        program(purpose, relief, draws),
        seller,
        relief ? draws.between(1, 400_000) : 0,
        mix.start - 3 * draws.between(4, 24));
  }

  private int score(Draws draws) {
    double tail = Math.max(0, draws.gaussian());
    double score = 768 + mix.scoreShift + 42 * draws.gaussian() - 14 * tail * tail;
    if (score > 820) {
      score = 820 - 0.3 * (820 - score);
    }
    return (int) Math.max(300, Math.min(850, score));
  }

  private Borrower borrower(char purpose, int score, boolean relief, Draws draws) {
    char occupancy = OCCUPANCY.pick("PSI9", draws);
    return new Borrower(
        draws.chance(0.0008) ? Borrower.NO_SCORE : score,
        debtToIncome(score, relief, draws),
        draws.chance(0.0006) ? Borrower.NO_COUNT : 1 + BORROWERS.pick(draws),
        firstTime(purpose, occupancy, draws),
        occupancy);
  }

  private static int debtToIncome(int score, boolean relief, Draws draws) {
    boolean asked = draws.chance(relief ? 0.4 : 0.992);
    int ratio = (int) (35 + (750 - score) * 0.02 + 11.5 * draws.gaussian());
    return asked && ratio <= 65 ? Math.max(1, ratio) : Borrower.NO_RATIO;
  }

  private static char firstTime(char purpose, char occupancy, Draws draws) {
    if (draws.chance(0.004)) {
      return '9';
    }
    boolean own = purpose == 'P' && occupancy == 'P';
    return own && draws.chance(0.36) ? 'Y' : 'N';
  }

  private Property property(int state, char occupancy, Draws draws) {
    Weighted units = occupancy == 'I' ? INVESTOR_UNITS : UNITS;
    return new Property(
        Places.name(state),
        Places.msa(state, draws),
        Places.postalPrefix(state, draws),
        draws.chance(0.0003) ? Property.NO_UNITS : 1 + units.pick(draws),
        draws.chance(0.0002) ? "99" : TYPES[TYPE.pick(draws)],
        mix.valuationReported() ? VALUATION.pick("12349", draws) : '9');
  }

  private static char program(char purpose, boolean relief, Draws draws) {
    if (relief) {
      return 'R';
    }
    double chosen = draws.unit();
    if (purpose != 'P' || chosen > 0.03) {
      return '9';
    }
    return chosen < 0.004 ? 'F' : 'H';
  }
}
