package io.risknet.pipelines.freddiemac.synthetic;

/**
 * The truth that models try to find: the probability that a loan defaults by the label rule.
 *
 * <p>It is a function of recorded origination columns and of nothing else, so it is the best any
 * model can do. It bends, jumps and interacts on purpose: a straight line through each column must
 * lose to trees, as it does on real loans.
 *
 * <p>The three weights are calibrated so that about 3.4 % of loans default, the credit score alone
 * ranks with an AUC of 0.75 and the probability itself, which no model can beat, with 0.86.
 */
final class RiskModel {
  private static final double INTERCEPT = -5.505;
  private static final double SCORE_WEIGHT = 0.915;
  private static final double REST_WEIGHT = 0.825;

  private static final int TYPICAL_SCORE = 740;
  private static final int LOW_SCORE = 700;

  private RiskModel() {}

  static double defaultProbability(Loan loan) {
    double logit = INTERCEPT + SCORE_WEIGHT * score(loan.borrower()) + REST_WEIGHT * rest(loan);
    return 1 / (1 + StrictMath.exp(-logit));
  }

  static double score(Borrower borrower) {
    int score = known(borrower.creditScore(), Borrower.NO_SCORE, LOW_SCORE);
    if (score >= 780) {
      return -1.0 - (score - 780) / 120.0;
    }
    if (score >= 620) {
      return (TYPICAL_SCORE - score) / 40.0;
    }
    return 3.0 + (620 - score) / 100.0;
  }

  static double rest(Loan loan) {
    return loanToValue(loan)
        + debt(loan.borrower())
        + channel(loan)
        + occupancy(loan.borrower())
        + borrowers(loan.borrower())
        + purpose(loan)
        + Lenders.risk(loan.seller(), loan.channel());
  }

  private static double loanToValue(Loan loan) {
    int ratio = loan.terms().combinedLoanToValue();
    if (ratio == Terms.NO_RATIO) {
      return 0.5;
    }
    double base = 0.022 * Math.max(0, Math.min(ratio, 80) - 50);
    if (ratio > 80) {
      base += 0.3 + 0.04 * (Math.min(ratio, 110) - 80);
    }
    // Little equity hurts most those who could not borrow elsewhere.
    return lowScore(loan.borrower()) && ratio > 80 ? base + 0.9 : base;
  }

  private static double debt(Borrower borrower) {
    int ratio = borrower.debtToIncome();
    if (ratio == Borrower.NO_RATIO) {
      return 0.8;
    }
    if (ratio <= 25) {
      return -0.5;
    }
    if (ratio <= 36) {
      return 0;
    }
    return ratio <= 45 ? 0.6 : 1.2;
  }

  private static double channel(Loan loan) {
    boolean alone = loan.borrower().count() == 1;
    return switch (loan.channel()) {
      case 'R' -> -0.3;
      case 'B' -> alone ? 1.1 : 0.7;
      case 'C' -> 0.15;
      default -> 0.4;
    };
  }

  private static double occupancy(Borrower borrower) {
    // Rent carries an investor's debt until it does not.
    boolean stretched = borrower.debtToIncome() > 36;
    return switch (borrower.occupancy()) {
      case 'I' -> stretched ? 1.6 : 0.3;
      case 'S' -> 0.2;
      default -> 0;
    };
  }

  private static double borrowers(Borrower borrower) {
    int count = known(borrower.count(), Borrower.NO_COUNT, 2);
    if (count == 1) {
      return borrower.debtToIncome() > 45 ? 1.1 : 0.75;
    }
    return count == 2 ? 0 : 0.25;
  }

  private static double purpose(Loan loan) {
    int ratio = loan.terms().combinedLoanToValue();
    return switch (loan.purpose()) {
      case 'C' -> ratio > 70 ? 1.0 : 0.4;
      case 'N' -> -0.1;
      case 'P' -> 0;
      default -> 0.3;
    };
  }

  private static boolean lowScore(Borrower borrower) {
    return known(borrower.creditScore(), Borrower.NO_SCORE, LOW_SCORE) < LOW_SCORE;
  }

  private static int known(int value, int missing, int otherwise) {
    return value == missing ? otherwise : value;
  }
}
