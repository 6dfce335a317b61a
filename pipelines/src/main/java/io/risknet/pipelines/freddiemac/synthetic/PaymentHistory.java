package io.risknet.pipelines.freddiemac.synthetic;

/**
 * Lives through a loan month by month and writes its rows: paying, slipping and catching up, and,
 * if its {@link Fate} says so, default and what follows.
 *
 * <p>The fate fixes the label, so that default stays exactly the coin toss of {@link RiskModel}: a
 * loan that is not meant to default neither reaches 90 days within the label's window nor is
 * repurchased.
 */
final class PaymentHistory {
  private static final int SERIOUS = 3;
  private static final int SEASONED = 36;
  private static final int RESET_AGE = 60;
  private static final double DEFECT = 0.00003;
  private static final double SOLD_REPERFORMING = 0.004;
  // Slices at the top of the month's draw, which no event uses.
  private static final double STATUS_UNKNOWN = 0.9998;
  private static final double STATUS_BLANK = 0.99977;

  private final int lastPeriod;
  private final double marketRate;
  private final MonthlyRow row = new MonthlyRow();
  private final Balance balance = new Balance();
  private final Workout workout = new Workout();

  private Loan loan;
  private Fate fate;
  private Draws draws;
  private int number;
  private int behind;
  private boolean inWorkout;
  private boolean everSerious;
  private boolean stopped;

  PaymentHistory(int lastPeriod, double marketRate) {
    this.lastPeriod = lastPeriod;
    this.marketRate = marketRate;
  }

  /**
   * Writes the loan's rows, none for some loans, and says what the origination line will show of
   * it.
   */
  Outcome write(Loan loan, Draws draws, LineBuffer out) {
    restart(loan, draws);
    int start = loan.terms().firstPayment() - 1;
    int period = start + fate.lag();
    byte[] id = loan.id();
    while (fate.reported() && period <= lastPeriod && !row.ended()) {
      number++;
      row.period = period;
      row.age = period - start;
      live();
      if (stopped) {
        break;
      }
      complete();
      PerformanceLine.write(out, id, row);
      period++;
    }
    return new Outcome(fate.defaults(), insuranceCancelled());
  }

  private void restart(Loan loan, Draws draws) {
    this.loan = loan;
    this.draws = draws;
    fate = Fate.draw(loan, marketRate, draws);
    balance.restart(loan.terms());
    row.restart();
    number = 0;
    behind = 0;
    inWorkout = false;
    everSerious = false;
    stopped = false;
  }

  private void live() {
    if (row.modification != MonthlyRow.BLANK) {
      row.modification = 'P';
    }
    if (row.deferral != MonthlyRow.BLANK) {
      row.deferral = 'P';
    }
    if (inWorkout) {
      workOut();
    } else if (awaitsDefault()) {
      approachDefault();
    } else {
      pay();
    }
  }

  private boolean awaitsDefault() {
    return number <= fate.defaultRow()
        && (fate.repurchased() || number > fate.defaultRow() - SERIOUS);
  }

  private void approachDefault() {
    if (!fate.repurchased()) {
      slipTo(SERIOUS - (fate.defaultRow() - number));
    } else if (number == fate.defaultRow()) {
      row.defect = true;
      end(6);
    } else {
      row.status = 0;
    }
  }

  private void slipTo(int months) {
    behind = months;
    row.status = months;
    if (months == SERIOUS) {
      inWorkout = true;
      everSerious = true;
      workout.restart(draws);
    }
  }

  /** A month of a loan that is current or a little late. */
  private void pay() {
    double drawn = draws.unit();
    if (behind == 0) {
      payOnTime(drawn);
    } else if (behind == 1) {
      slipTo(drawn < 0.55 ? 0 : drawn < 0.8 ? 1 : 2);
    } else if (drawn < 0.85) {
      slipTo(drawn < 0.4 ? 0 : drawn < 0.7 ? 1 : 2);
    } else {
      // Only what the label no longer sees, or has seen already, may turn serious by chance.
      boolean unseen = number > Fate.WINDOW && !fate.defaults();
      slipTo(everSerious || unseen ? SERIOUS : 1);
    }
  }

  private void payOnTime(double drawn) {
    row.status = 0;
    boolean free = !fate.defaults() || number > fate.defaultRow();
    if (number >= fate.silentFrom() && !fate.defaults()) {
      stopped = true;
      return;
    }
    double prepays = free ? fate.prepayment() * Math.min(SEASONED, row.age) / SEASONED : 0;
    double slips = prepays + fate.slip();
    if (drawn < prepays) {
      end(1);
    } else if (drawn < slips) {
      slipTo(1);
    } else if (free && drawn < slips + DEFECT) {
      row.defect = true;
      end(96);
    } else if (row.modification != MonthlyRow.BLANK && drawn < slips + SOLD_REPERFORMING) {
      end(16);
    } else if (drawn > STATUS_BLANK) {
      row.status = drawn > STATUS_UNKNOWN ? MonthlyRow.UNKNOWN : MonthlyRow.NOT_GIVEN;
    }
  }

  private void workOut() {
    Workout.Step step = workout.next();
    behind++;
    row.status = behind;
    switch (step) {
      case WAIT -> {}
      case REO -> row.status = MonthlyRow.REO;
      case CURE -> resume();
      case DEFER -> {
        balance.defer(row.age);
        row.deferral = 'Y';
        resume();
      }
      case MODIFY -> {
        balance.modify(row.age, behind, row.period, draws.chance(0.25));
        row.modification = 'Y';
        row.step = draws.chance(0.05) ? 'Y' : 'N';
        resume();
      }
      case END -> {
        row.status = workout.owned() ? MonthlyRow.REO : behind;
        end(workout.code());
      }
    }
  }

  private void resume() {
    inWorkout = false;
    behind = 0;
    row.status = 0;
  }

  private void end(int code) {
    row.zeroBalanceCode = code;
  }

  /** Fills in what follows from the month's event. */
  private void complete() {
    Terms terms = loan.terms();
    boolean modified = row.modification != MonthlyRow.BLANK;
    if (terms.adjustable() && row.age == RESET_AGE && !modified) {
      balance.reset(Math.max(2000, terms.rate() - 750), row.period);
    }
    balance.payUpTo(row.age - behind);
    row.rate = balance.rate();
    row.remaining = Math.max(0, balance.maturity() - row.period);
    row.deferred = balance.deferred();
    row.balance = reported(balance.interestBearing() + balance.deferred());
    row.disaster = fate.disaster() && behind > 0;
    row.assistance = inWorkout ? fate.assistance() : MonthlyRow.BLANK;
    row.eltv = row.period >= Months.ELTV_REPORTED ? estimatedLoanToValue() : 0;
    if (modified) {
      row.monthsModificationCost =
          balance.interestBearing() * (terms.rate() - row.rate) / 1_200_000;
      row.modificationCost += row.monthsModificationCost;
    }
    if (row.ended()) {
      settle();
    }
  }

  /** Balances are rounded to thousands in a loan's first half year. */
  private long reported(long cents) {
    return row.age > 6 ? cents : (cents + 50_000) / 100_000 * 100_000;
  }

  private int estimatedLoanToValue() {
    int original = loan.terms().loanToValue();
    if (original == Terms.NO_RATIO) {
      return original;
    }
    double left = row.balance / 100.0 / loan.terms().amount();
    double value = Math.max(0.4, 1 + fate.priceGrowth() * row.age);
    return (int) Math.max(1, Math.min(998, original * left / value));
  }

  private void settle() {
    row.removed = balance.interestBearing() + balance.deferred();
    row.accruedInterest = balance.interest(behind);
    row.lastPaid = row.period - behind;
    int code = row.zeroBalanceCode;
    if (code == 2 || code == 3 || code == 9 || code == 15) {
      row.losses = Losses.draw(loan.terms(), row.removed, row.accruedInterest, draws);
    }
    row.balance = 0;
    row.deferred = 0;
  }

  private boolean insuranceCancelled() {
    boolean paidDown = balance.interestBearing() < 93L * loan.terms().amount();
    return loan.terms().insured() && !fate.defaults() && (paidDown || row.ended());
  }

  /**
   * What the origination file says with hindsight.
   *
   * @param insuranceCancelled whether mortgage insurance was no longer needed
   */
  record Outcome(boolean defaulted, boolean insuranceCancelled) {}
}
