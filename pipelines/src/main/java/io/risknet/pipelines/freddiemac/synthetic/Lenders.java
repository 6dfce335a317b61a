package io.risknet.pipelines.freddiemac.synthetic;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Who sells and who services. The names are invented: what they are said to do to risk is invented
 * too. The last seller stands for the long tail of small ones, as in the real files.
 */
final class Lenders {
  // Name, share of loans, and what the seller adds to the log odds of default with loans from its
  // own counter, and with those bought from brokers: a house careful at home may buy with no care.
  private static final String TABLE =
      """
      ALDERBROOK BANK, N.A.|17|-0.7|0.84
      BEACON HOME LENDING, LLC|12|0.91|-0.98
      CASCADIA MORTGAGE CO|9|-0.28|1.26
      DELMORE FINANCIAL|7|1.26|-0.42
      EASTHAVEN SAVINGS BANK|5.5|-1.12|0.98
      FAIRWATER MORTGAGE CORP|4.5|0.56|-1.26
      GRANITE STATE LENDING|4|1.54|0.14
      HARBOR & PINE BANK|3.5|-0.56|1.68
      IRONBRIDGE MORTGAGE, INC.|3|0.14|-0.84
      JUNIPER CREDIT UNION|2.6|-1.26|1.4
      KESTREL HOME LOANS|2.2|1.82|-0.28
      LAKEMONT BANK, FSB|2|-0.14|1.12
      MERIDIAN FUNDING CORP|1.8|0.98|-1.12
      NORTHGATE MORTGAGE|1.5|-0.84|1.82
      OAKHURST NATIONAL BANK|1.3|0.28|-0.7
      PRAIRIE LENDING GROUP|1.1|-0.42|1.26
      QUARRY HILL MORTGAGE|1|1.4|-0.56
      REDSTONE BANK|0.9|0|1.54
      SILVERLEAF HOME LOANS|0.8|1.12|-0.98
      TIDEWATER TRUST CO|0.7|-0.98|0.84
      UNION FERRY MORTGAGE|0.6|0.7|-1.26
      VALE & NORTH LENDING|0.5|-0.28|1.4
      WESTERLY BANK, N.A.|0.45|0.42|-0.42
      YARROW MORTGAGE, LLC|0.4|1.68|0.28
      ZEPHYR HOME FINANCE|0.35|-0.7|1.26
      Other sellers|17|0.21|0.35
      """;
  private static final String[][] SELLERS =
      TABLE.lines().map(line -> line.split("\\|")).toArray(String[][]::new);
  private static final double[] SHARES = numbers(1);
  private static final double[] RETAIL_RISK = numbers(2);
  private static final double[] THIRD_PARTY_RISK = numbers(3);
  private static final byte[][] NAMES = names();

  // Who services what its seller does not: rows of the table, then everybody else.
  private static final int[] BIG_SERVICERS = {0, 1, 2, 11, 13};
  private static final Weighted SERVICER = Weighted.of(22, 17, 12, 9, 8, 32);
  private static final byte[] OTHER_SERVICERS = ascii("Other servicers");
  private static final byte[] WORKOUT_SERVICER = ascii("STONEGATE SPECIAL SERVICING, LLC");

  private Lenders() {}

  /** Shares among sellers, which drift over the years ({@code years} since 2009). */
  static Weighted sellers(double years) {
    double[] shares = SHARES.clone();
    for (int i = 0; i < shares.length; i++) {
      shares[i] *= 1 + 0.2 * (StrictMath.sin(1.7 * i + 0.6 * years) - StrictMath.sin(1.7 * i));
    }
    return Weighted.of(shares);
  }

  static double risk(int seller, char channel) {
    return channel == 'R' ? RETAIL_RISK[seller] : THIRD_PARTY_RISK[seller];
  }

  static byte[] seller(int seller) {
    return NAMES[seller];
  }

  /**
   * The servicer as the file has it today, not on the first day: loans in trouble are handed to a
   * specialist, so the column tells the outcome.
   */
  static byte[] servicer(int seller, boolean defaulted, Draws draws) {
    if (defaulted && draws.chance(0.35)) {
      return WORKOUT_SERVICER;
    }
    if (draws.chance(0.65)) {
      boolean tail = seller == NAMES.length - 1;
      return tail ? OTHER_SERVICERS : NAMES[seller];
    }
    int big = SERVICER.pick(draws);
    return big == BIG_SERVICERS.length ? OTHER_SERVICERS : NAMES[BIG_SERVICERS[big]];
  }

  private static double[] numbers(int column) {
    return Stream.of(SELLERS).mapToDouble(row -> Double.parseDouble(row[column])).toArray();
  }

  private static byte[][] names() {
    return Stream.of(SELLERS).map(row -> ascii(row[0])).toArray(byte[][]::new);
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
