package io.risknet.infra.cost;

import static java.lang.Math.max;
import static java.lang.Math.min;

import com.google.common.math.IntMath;
import io.risknet.infra.cost.MeasuredRun.StageTime;
import java.math.RoundingMode;

/**
 * How long a stage takes: {@code start + data x (serial + parallel x share(slots))}, Amdahl's law
 * with a part that does not grow with the data. The share is {@code 1 / slots}, but for the search,
 * whose trainings are not divided: {@code ceil(units / slots) / units}.
 *
 * @param stage its name in the manifest
 * @param startSeconds whatever the data: the runner starts within the first stage
 * @param serialSeconds at one slot, for the measured data: what more slots do not shorten
 * @param parallelSeconds at one slot, for the measured data: what they do
 * @param units how many pieces it comes in; 0 when it is divided at will
 */
public record StageLaw(
    String stage, double startSeconds, double serialSeconds, double parallelSeconds, int units) {

  /** The part of a stage that is assumed to be serial where only one run was measured. */
  public static final double SERIAL_SHARE = 0.05;

  /** What the runner takes to start, at most: JVM, plan of the job, embedded cluster. */
  public static final double START_SECONDS = 4;

  static final String READ = "read";
  private static final String SEARCH = "search";
  private static final String REFIT = "refit";

  /** By a run at some number of slots, and the assumed serial share. */
  static StageLaw of(StageTime time, MeasuredRun run) {
    var stage = time.stage();
    int units = units(stage, run);
    double start = start(stage, time.seconds());
    // The refit is one training, on one thread.
    double serialShare = stage.equals(REFIT) ? 1 : SERIAL_SHARE;
    double oneSlot =
        (time.seconds() - start) / (serialShare + (1 - serialShare) * share(run.slots(), units));
    return new StageLaw(stage, start, serialShare * oneSlot, (1 - serialShare) * oneSlot, units);
  }

  /**
   * By two runs of the same work, with few slots and with more. Where the second is more than
   * proportionally faster nothing is serial, and where it is slower nothing is parallel; of what
   * the two then say the longer is taken.
   */
  static StageLaw of(StageTime few, MeasuredRun fewRun, StageTime many, MeasuredRun manyRun) {
    var stage = few.stage();
    int units = units(stage, fewRun);
    double fewShare = share(fewRun.slots(), units);
    double manyShare = share(manyRun.slots(), units);
    double slope = (few.seconds() - many.seconds()) / (fewShare - manyShare);
    double rest = few.seconds() - slope * fewShare;
    if (slope <= 0 || fewShare == manyShare) {
      return split(stage, max(few.seconds(), many.seconds()), 0, units);
    }
    return rest < 0
        ? split(stage, 0, max(few.seconds() / fewShare, many.seconds() / manyShare), units)
        : split(stage, rest, slope, units);
  }

  private static StageLaw split(String stage, double fixed, double parallel, int units) {
    double start = start(stage, fixed);
    return new StageLaw(stage, start, fixed - start, parallel, units);
  }

  private static double start(String stage, double seconds) {
    return stage.equals(READ) ? min(START_SECONDS, seconds) : 0;
  }

  private static int units(String stage, MeasuredRun run) {
    return stage.equals(SEARCH) ? run.units() : 0;
  }

  /** The part of the parallel work that the busiest slot has. */
  private static double share(int slots, int units) {
    return units == 0
        ? 1.0 / slots
        : IntMath.divide(units, slots, RoundingMode.CEILING) / (double) units;
  }

  /** Whether it grows with the rows that are read, not with the loans. */
  public boolean growsWithRows() {
    return stage.equals(READ);
  }

  /**
   * The seconds at some number of slots.
   *
   * @param data the data, in multiples of what was measured
   */
  double seconds(int slots, double data) {
    return startSeconds + data * (serialSeconds + parallelSeconds * share(slots, units));
  }
}
