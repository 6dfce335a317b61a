package io.risknet.pipelines.freddiemac.synthetic;

/**
 * How a seriously delinquent loan comes out of it: caught up, mended, paid off by a sale of the
 * house, or liquidated, and when.
 */
final class Workout {
  /** What a month brings. */
  enum Step {
    /** Another instalment missed. */
    WAIT,
    /** The lender owns the house and has not sold it yet. */
    REO,
    /** Arrears paid. */
    CURE,
    /** Arrears put off to the end. */
    DEFER,
    /** New terms. */
    MODIFY,
    /** Paid off or liquidated: see {@link Workout#code()}. */
    END
  }

  private static final Weighted RESOLUTION = Weighted.of(1.5, 0.5, 16, 82);
  private static final Step[] RESOLUTIONS = {Step.CURE, Step.DEFER, Step.MODIFY, Step.END};
  private static final Weighted CODE = Weighted.of(8, 16, 27, 52, 5);
  private static final int[] CODES = {1, 2, 3, 9, 15};
  private static final int REO_CODE = 9;

  private Step resolution = Step.WAIT;
  private int code;
  private int wait;
  private int owned;

  void restart(Draws draws) {
    resolution = RESOLUTIONS[RESOLUTION.pick(draws)];
    code = CODES[CODE.pick(draws)];
    boolean mended = resolution != Step.END;
    wait = mended ? draws.between(1, 20) : draws.between(3, 20);
    owned = code == REO_CODE && !mended ? draws.between(1, 8) : 0;
  }

  Step next() {
    if (wait > 0) {
      wait--;
      return Step.WAIT;
    }
    if (owned > 0) {
      owned--;
      return Step.REO;
    }
    return resolution;
  }

  /** Whether a liquidation is the sale of a house that the lender owned. */
  boolean owned() {
    return code == REO_CODE;
  }

  /** Zero balance code of what ends the loan. */
  int code() {
    return code;
  }
}
