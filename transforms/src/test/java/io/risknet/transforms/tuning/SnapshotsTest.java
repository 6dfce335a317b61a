package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.SavedModel;
import io.risknet.transforms.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trials of a round each on two folds, and then the better one of two rounds. */
@BeamTest
class SnapshotsTest {
  private static final Queue<String> TRAININGS = new ConcurrentLinkedQueue<>();

  @TempDir private Path output;

  /** Notes from where to where each training goes. */
  private record Recording() implements MadeUpLearner {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public Optional<Training.Snapshot> train(
        Training training, float[] labels, Checkpoints checkpoints) {
      int end = training.rounds().get(training.rounds().size() - 1);
      TRAININGS.add(training.start().map(Training.Snapshot::rounds).orElse(0) + " to " + end);
      training.rounds().forEach(rounds -> checkpoints.reached(rounds, labels));
      var model = SavedModel.of(SavedModel.Format.XGBOOST, new byte[] {1});
      return training.keep() ? Optional.of(new Training.Snapshot(end, model)) : Optional.empty();
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      return labels;
    }
  }

  @BeforeEach
  void forget() {
    TRAININGS.clear();
  }

  @Test
  void whereSnapshotsAreKeptATrainingGoesOn() {
    search(output.resolve("snapshots").toString());

    assertThat(TRAININGS)
        .containsExactlyInAnyOrder("0 to 1", "0 to 1", "0 to 1", "0 to 1", "1 to 2", "1 to 2");
  }

  @Test
  void whereNoneAreKeptATrainingStartsOver() {
    search("");

    assertThat(TRAININGS)
        .containsExactlyInAnyOrder("0 to 1", "0 to 1", "0 to 1", "0 to 1", "0 to 2", "0 to 2");
  }

  @Test
  void oneOfOtherRowsIsAnotherSnapshot() throws Exception {
    var snapshots = new Snapshots(output.toString());
    var trial = Units.trial("aa", Map.of());
    var all = Units.unit(trial, 0, new Budget(0, 1, List.of(1), true), 0);
    var half = Units.unit(trial, 0, new Budget(0, 0.5, List.of(1), true), 0);
    var model = SavedModel.of(SavedModel.Format.XGBOOST, new byte[] {1});

    snapshots.write(all, new Training.Snapshot(1, model));

    assertThat(snapshots.find(all, 1)).isPresent();
    assertThat(snapshots.find(half, 1)).isEmpty();
  }

  private void search(String temp) {
    var numbers = Map.<String, Dimension>of("number", Dimension.choice(1, 2));
    var space = SearchSpace.of(LearnerSpace.of(new Recording(), numbers, Rounds.of(1, 2)));
    var halving = SuccessiveHalving.grid(space).withFactor(2).withMinimum(1);
    assertThat(SmallSearch.run(output, evaluate -> evaluate.withTemp(temp), halving).rows())
        .extracting(Leaderboard.Row::status)
        .containsExactly(Leaderboard.Status.TRAINED, Leaderboard.Status.STOPPED);
  }
}
