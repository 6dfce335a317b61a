package io.risknet.pipelines.freddiemac.synthetic;

/** States with their share of loans, postal prefixes and metropolitan areas. */
final class Places {
  // State, weight, first and last postal prefix, metropolitan areas.
  private static final String TABLE =
      """
      CA 15.0 900 961 31080 41860 41740 40140 40900
      TX 5.6 750 799 19100 26420 12420 41700
      FL 5.4 320 349 33100 45300 36740 27260
      IL 4.9 600 629 16980 37900 44100
      NY 4.3 100 149 35620 15380 40380
      WA 3.4 980 994 42660 44060
      PA 3.4 150 196 37980 38300
      NJ 3.3 070 089 35614 45940
      VA 3.3 220 246 47894 40060 47260
      MI 3.1 480 499 19820 24340
      MA 3.1 010 027 14460 49340
      OH 3.0 430 458 17460 18140 17140
      GA 3.0 300 319 12060 12260
      CO 2.9 800 816 19740 17820
      NC 2.8 270 289 16740 39580
      AZ 2.8 850 865 38060 46060
      MD 2.7 206 219 12580 47894
      MN 2.6 550 567 33460 40340
      WI 2.3 530 549 33340 31540
      MO 2.1 630 658 41180 28140
      IN 2.0 460 479 26900 23060
      OR 2.0 970 979 38900 41420
      TN 1.6 370 385 34980 32820
      CT 1.4 060 069 25540 14860
      UT 1.4 840 847 41620 36260
      SC 1.2 290 299 16700 17900
      NV 1.1 889 898 29820 39900
      KY 1.1 400 427 31140 30460
      AL 1.0 350 369 13820 26620
      LA 1.0 700 714 35380 12940
      IA 0.9 500 528 19780 16300
      KS 0.8 660 679 28140 48620
      OK 0.7 730 749 36420 46140
      NH 0.6 030 038 31700
      NE 0.6 680 693 36540
      ID 0.6 832 838 14260
      NM 0.6 870 884 10740
      HI 0.6 967 968 46520
      AR 0.5 716 729 30780
      ME 0.4 039 049 38860
      RI 0.4 028 029 39300
      MT 0.4 590 599 13740
      DC 0.3 200 205 47894
      DE 0.3 197 199 48864
      MS 0.3 386 397 27140
      WV 0.2 247 268 16620
      WY 0.2 820 831 16940
      VT 0.2 050 059 15540
      SD 0.2 570 577 43620
      AK 0.2 995 999 11260
      ND 0.1 580 588 22020
      PR 0.1 006 009 41980
      """;

  private static final String DEAR = "CA NY NJ MA HI DC WA MD VA";
  private static final double OUTSIDE_ANY_METRO = 0.12;
  private static final String[][] ROWS =
      TABLE.lines().map(line -> line.split(" ")).toArray(String[][]::new);
  private static final Weighted STATE = weights();
  private static final int[][] NUMBERS = numbers();

  private Places() {}

  static int state(Draws draws) {
    return STATE.pick(draws);
  }

  static String name(int state) {
    return ROWS[state][0];
  }

  /** How much dearer than average its houses are. */
  static double price(int state) {
    return DEAR.contains(name(state)) ? 1.4 : 0.9;
  }

  static int postalPrefix(int state, Draws draws) {
    int[] row = NUMBERS[state];
    return draws.between(row[0], row[1]);
  }

  static int msa(int state, Draws draws) {
    int[] row = NUMBERS[state];
    return draws.chance(OUTSIDE_ANY_METRO) ? 0 : row[draws.between(2, row.length - 1)];
  }

  private static Weighted weights() {
    double[] weights = new double[ROWS.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Double.parseDouble(ROWS[i][1]);
    }
    return Weighted.of(weights);
  }

  private static int[][] numbers() {
    int[][] numbers = new int[ROWS.length][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new int[ROWS[i].length - 2];
      for (int j = 0; j < numbers[i].length; j++) {
        numbers[i][j] = Integer.parseInt(ROWS[i][j + 2]);
      }
    }
    return numbers;
  }
}
