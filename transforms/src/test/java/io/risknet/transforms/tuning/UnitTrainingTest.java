package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.SavedModel;
import io.risknet.transforms.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnitTrainingTest {
  private static final Trial TRIAL = Units.trial("a", Map.of());
  private static final Budget BUDGET = new Budget(0, 1, List.of(10, 20, 30, 40, 50), true);

  /** ROC AUC after 10, 20, ... rounds, as shares of 4 negatives that the one positive beats. */
  private static final double[] AREAS = {0.25, 0.75, 0.5, 0.75, 1};

  private final List<Integer> trained = new ArrayList<>();

  /** A fold on which a training goes through {@link #AREAS}. */
  private final FoldData fold =
      new FoldData() {
        @Override
        public long bytes() {
          return 0;
        }

        @Override
        public float[] labels() {
          return new float[] {1, 0, 0, 0, 0};
        }

        @Override
        public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
          int last = 0;
          for (int rounds : training.rounds()) {
            trained.add(rounds);
            last = rounds;
            if (!checkpoints.reached(rounds, scores(AREAS[rounds / 10 - 1]))) {
              break;
            }
          }
          return Optional.of(new Training.Snapshot(last, model()));
        }

        @Override
        public void close() {}
      };

  private static float[] scores(double area) {
    float beaten = (float) (area * 4);
    return new float[] {beaten / 10 - 0.05f, 0, 0.1f, 0.2f, 0.3f};
  }

  private static SavedModel model() {
    return SavedModel.of(SavedModel.Format.XGBOOST, new byte[] {1});
  }

  private UnitResult run(int patience) {
    return new UnitTraining(Units.unit(TRIAL, 0, BUDGET, patience), Units.ROC_AUC)
        .run(fold, false, "1@host");
  }

  @Test
  void withoutPatienceItGoesToTheEnd() {
    assertThat(Units.rocAuc(run(0)))
        .isEqualTo(Map.of(10, 0.25, 20, 0.75, 30, 0.5, 40, 0.75, 50, 1.0));
    assertThat(run(0).stopped()).isFalse();
  }

  @Test
  void itStopsWhenItHasNotBecomeBetterForSoManyRounds() {
    // Best at 20; a tie at 40 is no improvement.
    assertThat(run(20).stopped()).isTrue();
    assertThat(Units.rocAuc(run(20)).keySet()).containsExactly(10, 20, 30, 40);
    assertThat(run(30).stopped()).isFalse();
  }

  @Test
  void whereLessIsBetterItStopsWhenItHasNotBecomeLess() {
    var least = Objective.minimize(Map.of(Metric.ROC_AUC, 1.0));
    var result =
        new UnitTraining(Units.unit(TRIAL, 0, BUDGET, 20), least).run(fold, false, "1@host");

    // Best at 10.
    assertThat(result.metrics()).containsOnlyKeys(10, 20, 30);
    assertThat(result.stopped()).isTrue();
  }

  @Test
  void whereARungCutsItOffItDoesNotStop() {
    // Best at 20; with all rounds it would not be judged at 35, and 40 might be better.
    var cutOff = new Budget(0, 1, List.of(10, 20, 35), true, true);
    var unit = Units.unit(TRIAL, 0, cutOff, 15);

    assertThat(new UnitTraining(unit, Units.ROC_AUC).run(fold, false, "1@host").stopped())
        .isFalse();
  }

  @Test
  void onlyALimitThatIsNoCheckpointCutsOff() {
    var rounds = Rounds.upTo(100, 25);

    assertThat(Resource.ROUNDS.budget(0, 0.5, rounds, true).isCheckpoint(50)).isTrue();
    assertThat(Resource.ROUNDS.budget(0, 0.33, rounds, true).isCheckpoint(25)).isTrue();
    assertThat(Resource.ROUNDS.budget(0, 0.33, rounds, true).isCheckpoint(33)).isFalse();
  }

  @Test
  void itGoesOnFromASnapshotWithWhatIsKnown() {
    var known = run(0);
    trained.clear();
    var training = new UnitTraining(Units.unit(TRIAL, 0, BUDGET, 20), Units.ROC_AUC);
    training.goOn(
        new Training.Snapshot(20, model()),
        UnitResult.done(
            Units.unit(TRIAL, 0, 10, 20), known.metrics().headMap(21), false, 1, "1@host"));

    var result = training.run(fold, true, "1@host");

    assertThat(trained).containsExactly(30, 40);
    assertThat(Units.rocAuc(result).keySet()).containsExactly(10, 20, 30, 40);
    assertThat(result.stopped()).isTrue();
  }

  @Test
  void onlyATrainingThatDidNotStopMayGoOnLater() {
    var toTheEnd = new UnitTraining(Units.unit(TRIAL, 0, BUDGET, 0), Units.ROC_AUC);
    var stopped = new UnitTraining(Units.unit(TRIAL, 0, BUDGET, 20), Units.ROC_AUC);
    toTheEnd.run(fold, true, "1@host");
    stopped.run(fold, true, "1@host");

    assertThat(toTheEnd.end().orElseThrow().rounds()).isEqualTo(50);
    assertThat(stopped.end()).isEmpty();
  }

  @Test
  void whatItWouldNotMeasureItselfHasNoSayInWhenItStops() {
    var known = new TreeMap<>(run(0).metrics().headMap(11));
    known.put(15, run(0).metrics().get(50));
    var training = new UnitTraining(Units.unit(TRIAL, 0, BUDGET, 15), Units.ROC_AUC);
    training.goOn(
        new Training.Snapshot(15, model()),
        UnitResult.done(Units.unit(TRIAL, 0, 15, 15), known, false, 1, "1@host"));

    // As without a snapshot: best at 20, and not better at 40.
    assertThat(Units.rocAuc(training.run(fold, true, "1@host")))
        .isEqualTo(Units.rocAuc(run(15)))
        .containsOnlyKeys(10, 20, 30, 40);
  }
}
