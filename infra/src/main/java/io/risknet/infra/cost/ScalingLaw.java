package io.risknet.infra.cost;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.List;

/**
 * How long a run takes with any number of slots on any number of rows and loans: the sum of its
 * stages' laws. Reading grows with the rows, everything else with the loans.
 *
 * @param measured the runs it is made from, fewest slots first
 * @param stages the law of each stage
 */
public record ScalingLaw(List<MeasuredRun> measured, List<StageLaw> stages) {

  /** Copies both. */
  public ScalingLaw {
    measured = ImmutableList.copyOf(measured);
    stages = ImmutableList.copyOf(stages);
  }

  /** The law by one run, with an assumed serial share: {@link StageLaw#SERIAL_SHARE}. */
  public static ScalingLaw of(MeasuredRun run) {
    return new ScalingLaw(
        List.of(run), run.stages().stream().map(time -> StageLaw.of(time, run)).toList());
  }

  /**
   * The law by two runs of the same work.
   *
   * @throws IllegalArgumentException when the work or the stages differ, or the slots do not
   */
  public static ScalingLaw of(MeasuredRun one, MeasuredRun other) {
    checkArgument(
        one.slots() != other.slots(),
        "%s and %s both had %s slots, which tells nothing of more; give runs with different ones,"
            + " such as 1 and 2.",
        one.name(),
        other.name(),
        one.slots());
    checkArgument(
        one.workload().equals(other.workload())
            && one.units() == other.units()
            && names(one).equals(names(other)),
        "%s and %s are not of the same work (%s, and %s); give runs that differ in the number of"
            + " slots only.",
        one.name(),
        other.name(),
        work(one),
        work(other));
    boolean ordered = one.slots() < other.slots();
    var few = ordered ? one : other;
    var many = ordered ? other : one;
    return new ScalingLaw(
        List.of(few, many),
        Streams.zip(
                few.stages().stream(),
                many.stages().stream(),
                (fewTime, manyTime) -> StageLaw.of(fewTime, few, manyTime, many))
            .toList());
  }

  private static String names(MeasuredRun run) {
    return run.stages().stream().map(MeasuredRun.StageTime::stage).collect(joining(", "));
  }

  private static String work(MeasuredRun run) {
    return "%d rows, %d loans, %d trainings, stages %s"
        .formatted(run.workload().rows(), run.workload().loans(), run.units(), names(run));
  }

  /** The run with the fewest slots. */
  public MeasuredRun base() {
    return measured.get(0);
  }

  /** The seconds of a run on some work with some number of slots. */
  public double seconds(int slots, Workload workload) {
    double rows = workload.rows() / (double) base().workload().rows();
    double loans = workload.loans() / (double) base().workload().loans();
    return stages.stream()
        .mapToDouble(stage -> stage.seconds(slots, stage.growsWithRows() ? rows : loans))
        .sum();
  }
}
