package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.Training;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One training of a unit: measures the held-out rows at each checkpoint, and may stop early. */
final class UnitTraining implements Checkpoints {
  private final TrialUnit unit;
  private final Objective objective;
  private final SortedMap<Integer, BinaryMetrics> metrics = new TreeMap<>();
  private double[] labels = new double[0];
  private double best = Double.NaN;
  private int bestRounds;
  private boolean stopped;
  private Optional<Training.Snapshot> start = Optional.empty();
  private Optional<Training.Snapshot> end = Optional.empty();

  UnitTraining(TrialUnit unit, Objective objective) {
    this.unit = unit;
    this.objective = objective;
  }

  /** Goes on from a snapshot, after what is known of the rounds before it. */
  void goOn(Training.Snapshot snapshot, UnitResult known) {
    start = Optional.of(snapshot);
    // Only what starting over would measure: an earlier budget may have looked at other rounds.
    known
        .metrics()
        .headMap(snapshot.rounds() + 1)
        .forEach(
            (rounds, measured) -> {
              if (unit.budget().rounds().contains(rounds)) {
                note(rounds, measured);
              }
            });
  }

  /** The number of rounds that it goes on from; 0 where it starts over. */
  int from() {
    return start.map(Training.Snapshot::rounds).orElse(0);
  }

  /**
   * What to go on from later, when that was wanted and the learner can; nothing after stopping
   * early, which more rounds don't change.
   */
  Optional<Training.Snapshot> end() {
    return stopped ? Optional.empty() : end;
  }

  /** Trains; what goes wrong in here is the trial's fault, and other trials may do better. */
  UnitResult run(FoldData fold, boolean keep, String worker) {
    long begun = System.nanoTime();
    try {
      labels = doubles(fold.labels());
      int done = from();
      var rounds = unit.budget().rounds().stream().filter(number -> number > done).toList();
      var trial = unit.trial();
      end =
          fold.train(
              new Training(trial.point().parameters(), trial.seed(), rounds, start, keep), this);
      return UnitResult.done(unit, metrics, stopped, since(begun), worker);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return UnitResult.failed(unit, since(begun), worker, e.toString());
    }
  }

  @Override
  public boolean reached(int rounds, float[] probabilities) {
    note(rounds, BinaryMetrics.of(ScoreDistribution.of(doubles(probabilities), labels)));
    // Where a rung cuts it off, a training that was given more from the start would not stop.
    stopped =
        unit.patience() > 0
            && rounds - bestRounds >= unit.patience()
            && unit.budget().isCheckpoint(rounds);
    return !stopped;
  }

  private void note(int rounds, BinaryMetrics measured) {
    double value = objective.value(measured);
    checkArgument(
        !Double.isNaN(value) && measured.unscored() == 0,
        "after %s rounds the objective %s is not defined",
        rounds,
        objective);
    metrics.put(rounds, measured);
    if (Double.isNaN(best) || objective.isBetter(value, best)) {
      best = value;
      bestRounds = rounds;
    }
  }

  private static double[] doubles(float[] floats) {
    var doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
