package io.risknet.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XGBoostLearnerTest {
  private static final int COLUMNS = 12;
  private static final XGBoostLearner LEARNER = XGBoostLearner.defaults();

  private final LabelledMatrix train = Examples.matrix(Examples.rows(6_000, COLUMNS, 2), COLUMNS);
  private final LabelledMatrix heldOut =
      Examples.matrix(Examples.shuffle(Examples.rows(2_000, COLUMNS, 2), 3), COLUMNS);
  private final FoldData fold = LEARNER.prepare(train, heldOut);

  @AfterEach
  void close() {
    fold.close();
  }

  @Test
  void ranksTheHeldOutRows() {
    var areas = fold.rocAuc(sampled(4), 1, List.of(1, 20));

    assertThat(areas.get(20)).isBetween(0.75, 0.95);
    assertThat(areas.get(20)).isGreaterThan(areas.get(1));
  }

  @Test
  void aCheckpointIsWhatATrainingThatEndsThereGives() {
    var together = fold.rocAuc(sampled(5), 11, List.of(25, 3, 10));

    assertThat(together.keySet()).containsExactly(3, 10, 25);
    for (int rounds : together.keySet()) {
      assertThat(fold.rocAuc(sampled(5), 11, List.of(rounds)))
          .containsExactly(Map.entry(rounds, together.get(rounds)));
    }
  }

  @Test
  void theSeedDecidesWhatIsSampled() {
    var one = fold.rocAuc(sampled(4), 1, List.of(10));

    assertThat(fold.rocAuc(sampled(4), 1, List.of(10))).isEqualTo(one);
    assertThat(fold.rocAuc(sampled(4), 2, List.of(10))).isNotEqualTo(one);
  }

  @Test
  void trainingsThatShareAFoldAtOnceGiveWhatEachGivesAlone() throws Exception {
    var alone = new ArrayList<SortedMap<Integer, Double>>();
    var tasks = new ArrayList<Callable<SortedMap<Integer, Double>>>();
    for (int seed = 0; seed < 48; seed++) {
      int own = seed;
      // Each alone on matrices of its own, so that sharing has nothing to do with it.
      if (seed % 8 == 0) {
        fold.rocAuc(sampled(3), seed, List.of(1));
      }
      try (var ownFold = LEARNER.prepare(train, heldOut)) {
        alone.add(ownFold.rocAuc(sampled(2 + seed % 5), seed, List.of(5, 15)));
      }
      tasks.add(() -> fold.rocAuc(sampled(2 + own % 5), own, List.of(5, 15)));
    }
    for (int round = 0; round < 3; round++) {
      var threads = Executors.newFixedThreadPool(6);
      var shared = new ArrayList<SortedMap<Integer, Double>>();
      for (var future : threads.invokeAll(tasks)) {
        shared.add(future.get());
      }
      threads.shutdown();

      assertThat(shared).isEqualTo(alone);
    }
  }

  @Test
  void concurrentModelsOnOneMatrixHaveTheBytesOfModelsTrainedAlone() throws Exception {
    var matrix = XGBoostLearner.matrix(train);
    LEARNER.boost(matrix, sampled(1), 0, 1).dispose();
    var tasks = new ArrayList<Callable<byte[]>>();
    for (int seed = 0; seed < 24; seed++) {
      int own = seed;
      tasks.add(
          () -> {
            var booster = LEARNER.boost(matrix, sampled(2 + own % 5), own, 12);
            try {
              return booster.toByteArray("ubj");
            } finally {
              booster.dispose();
            }
          });
    }
    var threads = Executors.newFixedThreadPool(6);
    var models = threads.invokeAll(tasks);
    threads.shutdown();

    for (int seed = 0; seed < tasks.size(); seed++) {
      assertThat(models.get(seed).get())
          .isEqualTo(LEARNER.train(train, sampled(2 + seed % 5), seed, 12));
    }
    matrix.dispose();
  }

  @Test
  void theModelIsInXGBoostsOwnFormatAndKnowsItsFeatures() throws Exception {
    var model = LEARNER.train(train, sampled(4), 1, 7);

    var booster = XGBoost.loadModel(new ByteArrayInputStream(model));
    assertThat(booster.getFeatureNames()).containsExactly(train.names().toArray(String[]::new));
    assertThat(booster.getNumBoostedRound()).isEqualTo(7);
    booster.dispose();
  }

  @Test
  void aFoldOfOneClassIsRefused() {
    var labels = new float[heldOut.rows()];
    var oneClass = LabelledMatrix.of(heldOut.names(), heldOut.values(), labels);

    assertThatThrownBy(() -> LEARNER.prepare(train, oneClass))
        .hasMessageContaining("0 positive and 2000 negative rows have no ROC curve");
  }

  private static SortedMap<String, Double> sampled(int depth) {
    return new TreeMap<>(
        Map.of(
            "max_depth", (double) depth,
            "eta", 0.3,
            "subsample", 0.7,
            "colsample_bytree", 0.6,
            "colsample_bynode", 0.9));
  }
}
