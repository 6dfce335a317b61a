package io.risknet.pipelines.freddiemac.synthetic;

import java.nio.charset.StandardCharsets;

/** The 32 performance columns of a monthly row, in the file's order and padding. */
final class PerformanceLine {
  private static final byte[] NINE_BLANKS = pipes(9);
  private static final byte[] THIRTEEN_BLANKS = pipes(13);

  private PerformanceLine() {}

  static void write(LineBuffer out, byte[] id, MonthlyRow row) {
    out.text(id).next();
    out.yearMonth(row.period).next();
    out.cents(row.balance).next();
    writeStatus(out, row.status);
    out.next().number(row.age);
    out.next().number(row.remaining).next();
    if (row.defect) {
      out.yearMonth(row.period);
    }
    writeFlag(out.next(), row.modification);
    out.next();
    if (row.ended()) {
      out.padded(row.zeroBalanceCode, 2).next().yearMonth(row.period);
    } else {
      out.next();
    }
    out.next().thousandths(row.rate);
    out.next().cents(row.deferred);
    // Nearly every row is a living loan that was never modified: thirteen blanks in one copy.
    if (!row.ended() && row.modification == MonthlyRow.BLANK && row.deferral == MonthlyRow.BLANK) {
      out.text(THIRTEEN_BLANKS);
    } else {
      writeSettlement(out, row);
      writeModification(out, row);
    }
    writeTail(out, row);
    out.endLine();
  }

  private static void writeStatus(LineBuffer out, int status) {
    switch (status) {
      case MonthlyRow.REO -> out.text("RA");
      case MonthlyRow.UNKNOWN -> out.text("XX");
      case MonthlyRow.NOT_GIVEN -> {}
      default -> out.number(status);
    }
  }

  /** Columns 13 to 22. */
  private static void writeSettlement(LineBuffer out, MonthlyRow row) {
    out.next();
    if (row.ended()) {
      out.yearMonth(row.lastPaid);
    }
    Losses losses = row.losses;
    if (losses == null) {
      out.text(NINE_BLANKS);
      return;
    }
    out.next().cents(losses.insurance());
    out.next().cents(losses.proceeds());
    out.next().cents(losses.otherRecoveries());
    out.next().cents(losses.expenses());
    out.next().cents(losses.legal());
    out.next().cents(losses.maintenance());
    out.next().cents(losses.taxes());
    out.next().cents(losses.other());
    out.next().cents(losses.actualLoss());
  }

  /** Columns 23 to 25. */
  private static void writeModification(LineBuffer out, MonthlyRow row) {
    out.next();
    if (row.modification != MonthlyRow.BLANK) {
      out.cents(row.modificationCost);
    }
    writeFlag(out.next(), row.step);
    writeFlag(out.next(), row.deferral);
  }

  /** Columns 26 to 32. */
  private static void writeTail(LineBuffer out, MonthlyRow row) {
    out.next();
    if (row.eltv > 0) {
      out.number(row.eltv);
    }
    out.next();
    if (row.ended()) {
      out.cents(row.removed);
    }
    out.next();
    if (row.accruedInterest > 0) {
      out.cents(row.accruedInterest);
    }
    writeFlag(out.next(), row.disaster ? 'Y' : MonthlyRow.BLANK);
    writeFlag(out.next(), row.assistance);
    out.next();
    if (row.modification != MonthlyRow.BLANK) {
      out.cents(row.monthsModificationCost);
    }
    out.next().cents(row.balance - row.deferred);
  }

  private static void writeFlag(LineBuffer out, char flag) {
    if (flag != MonthlyRow.BLANK) {
      out.letter(flag);
    }
  }

  private static byte[] pipes(int count) {
    return "|".repeat(count).getBytes(StandardCharsets.US_ASCII);
  }
}
