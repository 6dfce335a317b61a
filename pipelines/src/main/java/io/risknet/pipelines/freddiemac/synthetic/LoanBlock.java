package io.risknet.pipelines.freddiemac.synthetic;

/**
 * Some consecutive loans as bytes: the unit of work of a thread. Reused, so that the buffers are
 * allocated once.
 */
final class LoanBlock {
  static final int LOANS = 256;

  private static final int LAST_ROW = 101;
  private static final int LOAN_BYTES = 180;
  private static final int HISTORY_BYTES = 4200;

  private final LineBuffer loans = new LineBuffer(LOANS * LOAN_BYTES);
  private final LineBuffer performance = new LineBuffer(LOANS * HISTORY_BYTES);
  private final Draws draws = new Draws();
  private final long seed;
  private final LoanDraw loanDraw;
  private final PaymentHistory history;
  private int last;

  LoanBlock(SyntheticQuarter quarter) {
    QuarterMix mix = new QuarterMix(quarter.firstMonth());
    seed = Draws.mix(quarter.seed(), quarter.firstMonth());
    loanDraw = new LoanDraw(mix);
    history = new PaymentHistory(mix.start + LAST_ROW, mix.marketRate);
  }

  /** What the origination line of a loan says; the same whichever block draws it. */
  Loan loan(int number) {
    draws.restart(Draws.mix(seed, 2L * number));
    return loanDraw.draw(number, draws);
  }

  LoanBlock render(int first, int last) {
    this.last = last;
    loans.clear();
    performance.clear();
    for (int number = first; number <= last; number++) {
      Loan loan = loan(number);
      // A stream of its own: a longer history must not change the next loan, nor this one's terms.
      draws.restart(Draws.mix(seed, 2L * number + 1));
      PaymentHistory.Outcome outcome = history.write(loan, draws, performance);
      OriginationLine.write(loans, loan, outcome, draws);
    }
    return this;
  }

  int last() {
    return last;
  }

  LineBuffer loans() {
    return loans;
  }

  LineBuffer performance() {
    return performance;
  }
}
