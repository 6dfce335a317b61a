package io.risknet.pipelines.freddiemac.synthetic;

/**
 * One monthly row, before it becomes text. Reused from row to row: eight million would be garbage.
 */
final class MonthlyRow {
  static final int REO = -1;
  static final int UNKNOWN = -2;
  static final int NOT_GIVEN = -3;
  static final char BLANK = ' ';

  int period;
  long balance;
  long deferred;
  int status;
  int age;
  int remaining;
  int rate;
  char modification;
  char step;
  char deferral;
  char assistance;
  boolean disaster;

  /** Percent; 0 where it is not reported. */
  int eltv;

  long modificationCost;
  long monthsModificationCost;

  /** 0 while the loan is alive. */
  int zeroBalanceCode;

  boolean defect;
  int lastPaid;
  long removed;
  long accruedInterest;

  /** Only where a sale left something to account for. */
  Losses losses;

  void restart() {
    modification = BLANK;
    step = BLANK;
    deferral = BLANK;
    assistance = BLANK;
    disaster = false;
    eltv = 0;
    modificationCost = 0;
    monthsModificationCost = 0;
    zeroBalanceCode = 0;
    defect = false;
    lastPaid = 0;
    removed = 0;
    accruedInterest = 0;
    losses = null;
  }

  boolean ended() {
    return zeroBalanceCode != 0;
  }
}
