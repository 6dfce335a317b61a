package io.risknet.infra.cost;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What was measured of a finished training run.
 *
 * @param name what messages call it
 * @param slots how many threads worked at a time, over all workers
 * @param workload what it worked on
 * @param trainLoans how many loans the training part had
 * @param units how many trainings the search had, each a point on a fold
 * @param features how many columns the learner was given, when that was recorded
 * @param cpuSeconds processor time of the process that told the run's end, when that was recorded:
 *     on one machine of all of it
 * @param stages what took how long, in order of time
 */
public record MeasuredRun(
    String name,
    int slots,
    Workload workload,
    long trainLoans,
    int units,
    OptionalInt features,
    OptionalDouble cpuSeconds,
    List<StageTime> stages) {

  /** A stage and the seconds it took. */
  public record StageTime(String stage, double seconds) {}

  /**
   * Copies the stages.
   *
   * @throws IllegalArgumentException when the run has no slots, stages or trainings
   */
  public MeasuredRun {
    stages = ImmutableList.copyOf(stages);
    checkArgument(
        slots > 0 && units > 0 && trainLoans > 0 && !stages.isEmpty(),
        "%s has %s slots, %s stages, %s trainings and %s training rows, of which none may be 0; give"
            + " the manifest of a finished training run.",
        name,
        slots,
        stages.size(),
        units,
        trainLoans);
  }

  /** The seconds of all stages. */
  public double seconds() {
    return stages.stream().mapToDouble(StageTime::seconds).sum();
  }
}
