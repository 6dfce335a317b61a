package io.risknet.pipelines.freddiemac.synthetic;

/**
 * A loan as known on the day it was made.
 *
 * @param number running number within the quarter, from 1
 * @param quarter month number of the first month of the quarter it was made in
 * @param seller index into {@link Lenders}
 * @param relievedNumber number of the loan that a relief refinance replaced, 0 for any other loan
 * @param relievedQuarter month number in which that one was made
 */
record Loan(
    int number,
    int quarter,
    Borrower borrower,
    Property property,
    Terms terms,
    char channel,
    char purpose,
    char program,
    int seller,
    int relievedNumber,
    int relievedQuarter) {

  boolean reliefRefinance() {
    return relievedNumber > 0;
  }

  byte[] id() {
    return sequenceNumber(quarter, number);
  }

  /** F09Q10000001: the letter, year and quarter of origination, seven digits. */
  static byte[] sequenceNumber(int month, int number) {
    byte[] id = new byte[12];
    int year = Months.year(month) % 100;
    id[0] = 'F';
    id[1] = (byte) ('0' + year / 10);
    id[2] = (byte) ('0' + year % 10);
    id[3] = 'Q';
    id[4] = (byte) ('1' + (month % 12) / 3);
    for (int at = 11, rest = number; at > 4; at--, rest /= 10) {
      id[at] = (byte) ('0' + rest % 10);
    }
    return id;
  }
}
