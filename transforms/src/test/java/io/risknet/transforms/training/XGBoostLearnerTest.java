package io.risknet.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    var areas = areas(fold, sampled(4), 1, List.of(1, 20));

    assertThat(areas.get(20)).isBetween(0.75, 0.95);
    assertThat(areas.get(20)).isGreaterThan(areas.get(1));
  }

  /** The square root of a sixteenth is a quarter. */
  @Test
  void aShareOfTheRowsIsCutIntoFewerBins() {
    assertThat(LEARNER.onShare(1 / 16.0)).isEqualTo(LEARNER.withMaxBins(64));
    assertThat(LEARNER.onShare(1)).isEqualTo(LEARNER);
    assertThat(LEARNER.withMaxBins(2).onShare(0.01).maxBins()).isEqualTo(2);
  }

  @Test
  void aCheckpointIsWhatATrainingThatEndsThereGives() {
    var together = areas(fold, sampled(5), 11, List.of(25, 3, 10));

    assertThat(together.keySet()).containsExactly(3, 10, 25);
    for (int rounds : together.keySet()) {
      assertThat(areas(fold, sampled(5), 11, List.of(rounds)))
          .containsExactly(Map.entry(rounds, together.get(rounds)));
    }
  }

  @Test
  void theSeedDecidesWhatIsSampled() {
    var one = areas(fold, sampled(4), 1, List.of(10));

    assertThat(areas(fold, sampled(4), 1, List.of(10))).isEqualTo(one);
    assertThat(areas(fold, sampled(4), 2, List.of(10))).isNotEqualTo(one);
  }

  @Test
  void trainingsThatShareAFoldAtOnceGiveWhatEachGivesAlone() throws Exception {
    var alone = new ArrayList<SortedMap<Integer, Double>>();
    var tasks = new ArrayList<Callable<SortedMap<Integer, Double>>>();
    for (int seed = 0; seed < 48; seed++) {
      int own = seed;
      // Each alone on matrices of its own, so that sharing has nothing to do with it.
      if (seed % 8 == 0) {
        areas(fold, sampled(3), seed, List.of(1));
      }
      try (var ownFold = LEARNER.prepare(train, heldOut)) {
        alone.add(areas(ownFold, sampled(2 + seed % 5), seed, List.of(5, 15)));
      }
      tasks.add(() -> areas(fold, sampled(2 + own % 5), own, List.of(5, 15)));
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
    var tasks = new ArrayList<Callable<SavedModel>>();
    for (int seed = 0; seed < 24; seed++) {
      var training = Training.of(sampled(2 + seed % 5), seed, List.of(12));
      var keeping =
          new Training(training.parameters(), seed, training.rounds(), Optional.empty(), true);
      tasks.add(() -> fold.train(keeping, (rounds, scores) -> true).orElseThrow().model());
    }
    var threads = Executors.newFixedThreadPool(6);
    var models = threads.invokeAll(tasks);
    threads.shutdown();

    for (int seed = 0; seed < tasks.size(); seed++) {
      assertThat(models.get(seed).get())
          .isEqualTo(LEARNER.train(train, sampled(2 + seed % 5), seed, 12));
    }
  }

  @Test
  void theModelIsInXGBoostsOwnFormatAndKnowsItsFeatures() throws Exception {
    var model = LEARNER.train(train, sampled(4), 1, 7);

    var booster = XGBoost.loadModel(new ByteArrayInputStream(model.bytes()));
    assertThat(booster.getFeatureNames()).containsExactly(train.names().toArray(String[]::new));
    assertThat(booster.getNumBoostedRound()).isEqualTo(7);
    booster.dispose();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "0.7, 1, 1", "1, 0.6, 1", "1, 1, 0.5", "0.7, 0.6, 0.5"})
  void aTrainingThatGoesOnGivesWhatOneThatNeverStoppedGives(
      double subsample, double byTree, double byNode) {
    var parameters =
        new TreeMap<>(
            Map.of("subsample", subsample, "colsample_bytree", byTree, "colsample_bynode", byNode));
    var first = new Training(parameters, 5, List.of(4, 10), Optional.empty(), true);
    var start = fold.train(first, (rounds, scores) -> true);
    var second = new Training(parameters, 5, List.of(20, 30), start, true);
    var resumed = fold.train(second, (rounds, scores) -> true).orElseThrow();

    assertThat(resumed.rounds()).isEqualTo(30);
    var scores = new TreeMap<Integer, float[]>();
    var whole = new Training(parameters, 5, List.of(20, 30), Optional.empty(), true);
    var neverStopped =
        fold.train(
            whole,
            (rounds, of) -> {
              scores.put(rounds, of);
              return true;
            });
    assertThat(neverStopped.orElseThrow().model())
        .isEqualTo(LEARNER.train(train, parameters, 5, 30));
    var again =
        fold.train(
            second,
            (rounds, of) -> {
              assertThat(of).isEqualTo(scores.get(rounds));
              return true;
            });
    assertThat(again).contains(resumed);
  }

  @Test
  void aTrainingEndsWhereItIsTold() {
    var seen = new ArrayList<Integer>();
    var snapshot =
        fold.train(
            new Training(sampled(3), 1, List.of(5, 10, 15), Optional.empty(), true),
            (rounds, scores) -> {
              seen.add(rounds);
              return rounds < 10;
            });

    assertThat(seen).containsExactly(5, 10);
    assertThat(snapshot.orElseThrow().rounds()).isEqualTo(10);
  }

  @Test
  void theProbabilityOnlyRisesWithAColumnThatIsConstrainedTo() throws Exception {
    assertThat(steps(LEARNER, "x0")).anyMatch(step -> step < 0);
    assertThat(steps(LEARNER.withMonotone(Map.of("x0", 1)), "x0"))
        .allMatch(step -> step >= 0)
        .anyMatch(step -> step > 0);
    assertThat(steps(LEARNER.withMonotone(Map.of("x1", -1)), "x1"))
        .allMatch(step -> step <= 0)
        .anyMatch(step -> step < 0);
  }

  @Test
  void columnsOfDifferentGroupsDoNotMeetOnAPath() throws Exception {
    var groups = List.of(List.of("x0", "x1"), List.of("x2", "x3"));

    assertThat(paths(LEARNER)).anyMatch(path -> path.containsAll(Set.of("x0", "x2")));
    assertThat(paths(LEARNER.withInteractions(groups)))
        .noneMatch(path -> meets(path, "x0", "x2") || meets(path, "x0", "x3"))
        .noneMatch(path -> meets(path, "x1", "x2") || meets(path, "x1", "x3"))
        .anyMatch(path -> meets(path, "x0", "x1"))
        .anyMatch(path -> meets(path, "x0", "x5"));
  }

  @Test
  void balancedClassesWeighTheSame() throws Exception {
    float[] labels = train.labels();
    double positives = 0;
    for (float label : labels) {
      positives += label;
    }
    double weight = (labels.length - positives) / positives;

    assertThat(LEARNER.withBalancedClasses().train(train, new TreeMap<>(), 1, 3))
        .isEqualTo(LEARNER.train(train, new TreeMap<>(Map.of("scale_pos_weight", weight)), 1, 3));
  }

  @Test
  void constraintsAreRefusedThatSayNothing() {
    assertThatThrownBy(() -> LEARNER.withMonotone(Map.of("x0", 2)))
        .hasMessage("The monotone constraint of 'x0' is 1 (rises) or -1 (falls), not 2.");
  }

  @Test
  void aConstraintOnAColumnThatRowsAtHandDoNotHaveIsRefused() {
    var learner = LEARNER.withMonotone(Map.of("x1:woe", 1));

    assertThatThrownBy(() -> learner.train(train, new TreeMap<>(), 1, 1))
        .hasMessage(
            "A constraint names the column 'x1:woe', which the rows do not have; they have [x1].");
    assertThatThrownBy(() -> learner.prepare(train, heldOut)).hasMessageContaining("'x1:woe'");
  }

  /** What C++ says and what XGBoost says; the second comes with the place in its source. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "std::bad_alloc",
        "[12:00:00] /workspace/src/common/io.h:290: bad_malloc: Failed to allocate 800 bytes."
      })
  void nativeMemoryThatRunsOutIsToldFromOtherFailures(String message) {
    assertThat(XGBoostLearner.failed("train", new XGBoostError(message)))
        .isInstanceOf(NativeMemoryException.class)
        .hasMessage("XGBoost failed to train: " + message);
    assertThat(XGBoostLearner.failed("train", new XGBoostError("Check failed: labels.Size()")))
        .isNotInstanceOf(NativeMemoryException.class);
  }

  private static boolean meets(Set<String> path, String one, String other) {
    return path.contains(one) && path.contains(other);
  }

  /** How the probability changes from one value of a column to the next, for some rows. */
  private List<Float> steps(XGBoostLearner learner, String column) throws Exception {
    var booster = booster(learner);
    int at = train.names().indexOf(column);
    var steps = new ArrayList<Float>();
    for (int row = 0; row < 50; row++) {
      var values = new float[61 * COLUMNS];
      for (int i = 0; i < 61; i++) {
        for (int c = 0; c < COLUMNS; c++) {
          values[i * COLUMNS + c] = c == at ? -3 + i * 0.1f : train.values().get(row, c);
        }
      }
      var matrix = new DMatrix(values, 61, COLUMNS, Float.NaN);
      var scores = booster.predict(matrix);
      for (int i = 1; i < scores.length; i++) {
        steps.add(scores[i][0] - scores[i - 1][0]);
      }
      matrix.dispose();
    }
    booster.dispose();
    return steps;
  }

  /** The columns on each path from a root to a leaf. */
  private List<Set<String>> paths(XGBoostLearner learner) throws Exception {
    var booster = booster(learner);
    var paths = new ArrayList<Set<String>>();
    for (var tree : booster.getModelDump(train.names().toArray(String[]::new), false, "json")) {
      collect(JsonMapper.builder().build().readTree(tree), Set.of(), paths);
    }
    booster.dispose();
    return paths;
  }

  private static void collect(JsonNode node, Set<String> path, List<Set<String>> paths) {
    if (!node.has("children")) {
      paths.add(path);
      return;
    }
    var longer = new HashSet<>(path);
    longer.add(node.get("split").asText());
    node.get("children").forEach(child -> collect(child, longer, paths));
  }

  private Booster booster(XGBoostLearner learner) throws Exception {
    var parameters = new TreeMap<>(Map.of("max_depth", 5.0, "eta", 0.3));
    return XGBoost.loadModel(
        new ByteArrayInputStream(learner.train(train, parameters, 1, 40).bytes()));
  }

  private static SortedMap<Integer, Double> areas(
      FoldData fold, SortedMap<String, Double> parameters, int seed, List<Integer> rounds) {
    var areas = new TreeMap<Integer, Double>();
    var labels = new double[fold.labels().length];
    Arrays.setAll(labels, row -> fold.labels()[row]);
    var unused =
        fold.train(
            Training.of(parameters, seed, rounds),
            (number, scores) -> {
              var doubles = new double[scores.length];
              Arrays.setAll(doubles, row -> scores[row]);
              areas.put(
                  number,
                  BinaryMetrics.of(ScoreDistribution.of(doubles, labels)).rocAuc().orElseThrow());
              return true;
            });
    return areas;
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
