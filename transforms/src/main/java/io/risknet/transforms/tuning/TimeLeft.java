package io.risknet.transforms.tuning;

import java.util.OptionalLong;

/**
 * The estimated time left of a search, by the time that its trainings took so far. Every round of
 * suggestions is taken for as much work as any other: TPE suggests as many trials each time, and
 * halving gives the fewer the more. Not for several threads at once.
 *
 * <pre>{@code
 * var left = new TimeLeft();
 * left.planned(0, 3, 40);
 * left.done(false);
 * OptionalLong seconds = left.seconds(12.5);
 * }</pre>
 */
public final class TimeLeft {
  private int stages;
  private int units;
  private double trained;
  private double done;

  /**
   * A round of suggestions was planned; the first one begins a search.
   *
   * @param stage 0 for the first round
   * @param ofStages how many rounds there are
   * @param itsUnits how many units the round has
   */
  public void planned(int stage, int ofStages, int itsUnits) {
    if (stage == 0) {
      trained = 0;
    }
    stages = ofStages;
    units = itsUnits;
    done = itsUnits == 0 ? stage + 1 : stage;
  }

  /**
   * A unit of the present round came to its end.
   *
   * @param reused whether the ledger had it, so that it took no time
   */
  public void done(boolean reused) {
    // On a cluster another process plans.
    double share = units == 0 ? 0 : 1.0 / units;
    done += share;
    trained += reused ? 0 : share;
  }

  /**
   * The time left in seconds; empty before a unit is trained.
   *
   * @param passed seconds since the search began
   */
  public OptionalLong seconds(double passed) {
    return trained == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(passed / trained * Math.max(0, stages - done)));
  }
}
