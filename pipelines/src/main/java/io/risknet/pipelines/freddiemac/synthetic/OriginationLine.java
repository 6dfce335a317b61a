package io.risknet.pipelines.freddiemac.synthetic;

/** The 32 origination columns of a loan, in the file's order and padding. */
final class OriginationLine {
  private OriginationLine() {}

  static void write(LineBuffer out, Loan loan, PaymentHistory.Outcome outcome, Draws draws) {
    Borrower borrower = loan.borrower();
    Property property = loan.property();
    Terms terms = loan.terms();
    out.number(borrower.creditScore()).next();
    out.yearMonth(terms.firstPayment()).next();
    out.letter(borrower.firstTime()).next();
    out.yearMonth(terms.maturity()).next();
    if (property.msa() > 0) {
      out.padded(property.msa(), 5);
    }
    out.next().padded(terms.insurance(), 3);
    out.next().number(property.units());
    out.next().letter(borrower.occupancy());
    out.next().number(terms.combinedLoanToValue());
    out.next().number(borrower.debtToIncome());
    out.next().number(terms.amount());
    out.next().number(terms.loanToValue());
    out.next().thousandths(terms.rate());
    out.next().letter(loan.channel()).next();
    if (terms.penalty() != MonthlyRow.BLANK) {
      out.letter(terms.penalty());
    }
    out.next().text(terms.adjustable() ? "ARM" : "FRM");
    out.next().text(property.state());
    out.next().text(property.type());
    out.next().padded(property.postalPrefix(), 3).text("00");
    out.next().text(loan.id());
    out.next().letter(loan.purpose());
    out.next().number(terms.months());
    out.next().padded(borrower.count(), 2);
    out.next().text(Lenders.seller(loan.seller()));
    out.next().text(Lenders.servicer(loan.seller(), outcome.defaulted(), draws));
    writeProgrammes(out.next(), loan, outcome);
    out.endLine();
  }

  /** Columns 26 to 32, which older releases of the real files lack. */
  private static void writeProgrammes(LineBuffer out, Loan loan, PaymentHistory.Outcome outcome) {
    if (loan.terms().superConforming()) {
      out.letter('Y');
    }
    out.next();
    if (loan.reliefRefinance()) {
      out.text(Loan.sequenceNumber(loan.relievedQuarter(), loan.relievedNumber()));
    }
    out.next().letter(loan.program()).next();
    if (loan.reliefRefinance()) {
      out.letter('Y');
    }
    out.next().letter(loan.property().valuation());
    out.next().letter(loan.terms().interestOnly() ? 'Y' : 'N');
    out.next().letter(insuranceCancelled(loan.terms(), outcome));
  }

  private static char insuranceCancelled(Terms terms, PaymentHistory.Outcome outcome) {
    if (terms.insurance() == Terms.INSURANCE_UNKNOWN) {
      return '9';
    }
    if (!terms.insured()) {
      return '7';
    }
    return outcome.insuranceCancelled() ? 'Y' : 'N';
  }
}
