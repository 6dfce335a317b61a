package io.risknet.pipelines.freddiemac;

/** Lines of performance files of the oldest release, of 27 columns, for tests. */
final class MonthLines {
  private MonthLines() {}

  /** One month; what is absent is the empty string. */
  static String line(
      String id, String period, String status, String age, String remaining, String zeroBalance) {
    return String.join("|", id, period, "199000", status, age, remaining, "", "", zeroBalance)
        + "|".repeat(18);
  }

  /** YYYYMM of a month's number. */
  static String period(int month) {
    return "%04d%02d".formatted(month / 12, month % 12 + 1);
  }
}
