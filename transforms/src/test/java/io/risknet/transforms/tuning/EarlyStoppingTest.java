package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patience in a pipeline; what it comes to in one training is in {@link UnitTrainingTest}. */
@BeamTest
class EarlyStoppingTest {
  @TempDir private Path output;

  /** After each number of rounds it tells so many of ten rows right, and nothing of the others. */
  private record Scripted(List<Integer> right) implements MadeUpLearner {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      var probabilities = labels.clone();
      for (int row = 0; row < labels.length; row++) {
        if (row % 10 >= number) {
          probabilities[row] = 0.5f;
        }
      }
      return probabilities;
    }

    @Override
    public Optional<Training.Snapshot> train(
        Training training, float[] labels, Checkpoints checkpoints) {
      for (int rounds : training.rounds()) {
        if (!checkpoints.reached(rounds, probabilities(right.get(rounds - 1), labels))) {
          break;
        }
      }
      return Optional.empty();
    }
  }

  @Test
  void aTrainingEndsWhenItHasNotBecomeBetterForSoManyRounds() {
    var learner = new Scripted(List.of(1, 3, 5, 4, 2, 9, 9, 9));
    var rounds = Rounds.upTo(8, 1).withPatience(2);

    // Best after 3.
    assertThat(search(Grid.of(space(learner, rounds, 1))).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.scores()).containsOnlyKeys(1, 2, 3, 4, 5));
  }

  @Test
  void aRungThatEndsBetweenCheckpointsStopsNoTraining() {
    var learner = new Scripted(List.of(2, 2, 1, 1, 1, 5, 5, 5, 7));
    var rounds = new Rounds(List.of(1, 6, 9), 2);
    var halving = SuccessiveHalving.grid(space(learner, rounds, 1, 2, 3)).withMinimum(3);

    // A rung of 3 rounds and one of 9: with all of them at once nothing is judged after 3.
    assertThat(search(halving).rows().get(0).scores()).containsOnlyKeys(1, 6, 9);
  }

  private Leaderboard search(SearchStrategy strategy) {
    return SmallSearch.run(output, UnaryOperator.identity(), strategy);
  }

  private static SearchSpace space(MadeUpLearner learner, Rounds rounds, double... numbers) {
    return SearchSpace.of(
        LearnerSpace.of(learner, Map.of("number", Dimension.choice(numbers)), rounds));
  }
}
