package io.risknet.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelProto;

class TribuoLearnerTest {
  private static final int COLUMNS = 12;
  private static final LabelledMatrix TRAIN = complete(Examples.rows(2_000, COLUMNS, 2));
  private static final LabelledMatrix HELD_OUT =
      complete(Examples.shuffle(Examples.rows(500, COLUMNS, 2), 3));

  /** Of four rows where x is 0, one has label 1; where x is 1, two have. */
  private static final LabelledMatrix TINY =
      tiny(new float[] {0, 0, 0, 0, 1, 1, 1, 1}, new float[] {0, 1, 0, 0, 0, 1, 1, 0});

  @ParameterizedTest
  @EnumSource
  void ranksTheHeldOutRows(TribuoAlgorithm algorithm) {
    assertThat(rocAuc(train(fold(algorithm), Map.of(), 1, 20).get(20))).isBetween(0.7, 0.95);
  }

  @ParameterizedTest
  @EnumSource
  void aCheckpointIsWhatATrainingThatEndsThereGives(TribuoAlgorithm algorithm) {
    var together = train(fold(algorithm), drawing(algorithm), 11, 9, 1, 4);

    assertThat(together.keySet()).containsExactly(1, 4, 9);
    for (int rounds : together.keySet()) {
      assertThat(train(fold(algorithm), drawing(algorithm), 11, rounds).get(rounds))
          .isEqualTo(together.get(rounds));
    }
  }

  @ParameterizedTest
  @EnumSource
  void checkpointsMayEndATraining(TribuoAlgorithm algorithm) {
    var shown = new ArrayList<Integer>();
    var unused =
        fold(algorithm)
            .train(
                Training.of(new TreeMap<>(), 1, List.of(1, 2, 3)),
                (rounds, probabilities) -> {
                  shown.add(rounds);
                  return rounds < 2;
                });

    assertThat(shown).containsExactly(1, 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGISTIC_REGRESSION", "RANDOM_FOREST"})
  void theSeedDecidesWhatIsDrawn(TribuoAlgorithm algorithm) {
    var fold = fold(algorithm);
    var one = train(fold, Map.of(), 1, 5).get(5);
    var other = train(fold, Map.of(), 2, 5).get(5);

    assertThat(other).isNotEqualTo(one);
    assertThat(train(fold, Map.of(), 1, 5).get(5)).isEqualTo(one);
  }

  /** The seed of the rows that each tree is given; columns are drawn by another trainer's. */
  @Test
  void aForestThatDrawsNoColumnsStillDrawsRows() {
    var fold = fold(TribuoAlgorithm.RANDOM_FOREST);
    var allColumns = Map.of("feature_fraction", 1.0);

    assertThat(train(fold, allColumns, 2, 5).get(5))
        .isNotEqualTo(train(fold, allColumns, 1, 5).get(5));
  }

  @ParameterizedTest
  @EnumSource
  void trainingsThatShareAFoldAtOnceGiveWhatEachGivesAlone(TribuoAlgorithm algorithm)
      throws Exception {
    var shared = fold(algorithm);
    var alone = new ArrayList<float[]>();
    var tasks = new ArrayList<Callable<float[]>>();
    for (int seed = 0; seed < 12; seed++) {
      int own = seed;
      alone.add(train(fold(algorithm), drawing(algorithm), seed, 5).get(5));
      tasks.add(() -> train(shared, drawing(algorithm), own, 5).get(5));
    }
    var threads = Executors.newFixedThreadPool(6);
    var together = threads.invokeAll(tasks);
    threads.shutdown();

    for (int seed = 0; seed < tasks.size(); seed++) {
      assertThat(together.get(seed).get()).isEqualTo(alone.get(seed));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSavedModelGivesWhatTheCheckpointWasShown(TribuoAlgorithm algorithm) throws Exception {
    var shown = train(fold(algorithm), drawing(algorithm), 3, 2, 7).get(7);
    var saved = new TribuoLearner(algorithm).train(TRAIN, drawing(algorithm), 3, 7);

    assertThat(saved.format()).isEqualTo(SavedModel.Format.TRIBUO);
    assertThat(TribuoRows.probabilities(read(saved), examples(HELD_OUT))).isEqualTo(shown);
  }

  @ParameterizedTest
  @EnumSource
  void missingValuesAreRefused(TribuoAlgorithm algorithm) {
    var learner = new TribuoLearner(algorithm);
    var missing = Examples.matrix(Examples.rows(200, COLUMNS, 2), COLUMNS);
    var message =
        "The learner "
            + learner.name()
            + " can't take missing values, and the column 'x0' has some; add `impute` to the"
            + " features.";

    assertThatThrownBy(() -> learner.prepare(missing, HELD_OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> learner.prepare(TRAIN, missing)).hasMessage(message);
    assertThatThrownBy(() -> learner.train(missing, new TreeMap<>(), 1, 1)).hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void parametersThatItDoesNotKnowAreRefused(TribuoAlgorithm algorithm) {
    assertThatThrownBy(() -> train(fold(algorithm), Map.of("gamma", 1.0), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no parameter 'gamma'; it has [");
  }

  @ParameterizedTest
  @EnumSource
  void everyParameterMatters(TribuoAlgorithm algorithm) {
    var fold = fold(algorithm);
    for (var parameter : algorithm.parameters()) {
      var name = parameter.name();
      double low = parameter.integer() ? 1 : 0.01;
      double high = parameter.integer() ? 2 : name.equals("min_child_weight") ? 400 : 1;

      assertThat(train(fold, Map.of(name, high), 1, 3).get(3))
          .as(name)
          .isNotEqualTo(train(fold, Map.of(name, low), 1, 3).get(3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void specsNameIt(TribuoAlgorithm algorithm) {
    var settings = JsonNodeFactory.instance.objectNode();

    assertThat(Learners.fromJson(algorithm.learner(), settings))
        .isEqualTo(new TribuoLearner(algorithm));
    assertThatThrownBy(() -> Learners.fromJson(algorithm.learner(), settings.put("maxBins", 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no key 'maxBins'; it has [rounds, space].");
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfOneLabelAreRefused(TribuoAlgorithm algorithm) {
    var oneLabel = LabelledMatrix.of(TRAIN.names(), TRAIN.values(), new float[TRAIN.rows()]);

    assertThatThrownBy(() -> new TribuoLearner(algorithm).prepare(oneLabel, HELD_OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("All 2000 training rows have the same label");
  }

  /** With next to no penalty, logistic regression gives the shares that were seen. */
  @Test
  void libLinearFindsTheSharesOfATable() throws Exception {
    for (double penalty : new double[] {1, 2}) {
      var close = Map.of("C", 1e4, "epsilon", 1e-6, "penalty", penalty);

      assertThat(onTiny(TribuoAlgorithm.LIBLINEAR, close, TINY, 1)).containsExactly(0.25, 0.5);
    }
  }

  /** With hardly anything else, the intercept alone is left: three of eight have label 1. */
  @Test
  void libLinearDoesNotPenalizeTheIntercept() throws Exception {
    for (double penalty : new double[] {1, 2}) {
      var far = Map.of("C", 1e-4, "epsilon", 1e-9, "penalty", penalty);

      assertThat(onTiny(TribuoAlgorithm.LIBLINEAR, far, TINY, 1)).containsExactly(0.375, 0.375);
    }
  }

  @Test
  void logisticRegressionFindsTheSharesOfATable() throws Exception {
    var given = Map.of("eta", 0.1);

    assertThat(onTiny(TribuoAlgorithm.LOGISTIC_REGRESSION, given, TINY, 400))
        .satisfiesExactly(
            share -> assertThat(share).isCloseTo(0.25, within(0.03)),
            share -> assertThat(share).isCloseTo(0.5, within(0.03)));
  }

  @Test
  void aTreeHoldsTheSharesOfItsLeaves() throws Exception {
    var leaves = Map.of("max_depth", 1.0, "min_child_weight", 1.0);

    assertThat(onTiny(TribuoAlgorithm.BASELINE, leaves, TINY, 1)).containsExactly(0.25, 0.5);
    // Its eight rows are too few to be split.
    assertThat(onTiny(TribuoAlgorithm.BASELINE, Map.of(), TINY, 1)).containsExactly(0.375, 0.375);
  }

  /** Whichever label comes first, it is label 1 whose probability rises with x. */
  @ParameterizedTest
  @EnumSource
  void theSignDoesNotDependOnTheFirstRow(TribuoAlgorithm algorithm) throws Exception {
    var parameters = new TreeMap<String, Double>();
    if (algorithm.parameters().contains(Trees.MIN_CHILD_WEIGHT)) {
      parameters.put("min_child_weight", 1.0);
    }
    var values = new float[] {0, 1, 0, 1, 0, 1, 0, 1};
    for (int first = 0; first < 2; first++) {
      var rows = new float[8];
      System.arraycopy(values, first, rows, 0, 7);
      rows[7] = 1 - rows[6];
      var separable = tiny(rows, rows.clone());

      var probabilities = onTiny(algorithm, parameters, separable, 20);
      assertThat(probabilities.get(0)).isLessThan(0.4);
      assertThat(probabilities.get(1)).isGreaterThan(0.6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNegativeZeroIsZero(TribuoAlgorithm algorithm) {
    var learner = new TribuoLearner(algorithm);
    var zeros = rounded(0f);
    var signed = rounded(-0f);

    var expected = train(learner.prepare(zeros, HELD_OUT), Map.of(), 1, 20).get(20);
    assertThat(train(learner.prepare(signed, HELD_OUT), Map.of(), 1, 20).get(20))
        .isEqualTo(expected);
  }

  /** From no column, which Tribuo would round it to, to all of them, which its forest refuses. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.5, 1})
  void aForestTakesAnyFractionOfTheColumns(double fraction) {
    var parameters = Map.of("feature_fraction", fraction);

    assertThat(rocAuc(train(fold(TribuoAlgorithm.RANDOM_FOREST), parameters, 1, 20).get(20)))
        .isGreaterThan(0.7);
  }

  /** Parameters with which as much as possible is drawn at random. */
  private static SortedMap<String, Double> drawing(TribuoAlgorithm algorithm) {
    return new TreeMap<>(
        algorithm == TribuoAlgorithm.LIBLINEAR ? Map.of("penalty", 1.0) : Map.of());
  }

  private static FoldData fold(TribuoAlgorithm algorithm) {
    return new TribuoLearner(algorithm).prepare(TRAIN, HELD_OUT);
  }

  /** What the checkpoints are shown. */
  private static SortedMap<Integer, float[]> train(
      FoldData fold, Map<String, Double> parameters, int seed, Integer... rounds) {
    var shown = new TreeMap<Integer, float[]>();
    var snapshot =
        fold.train(
            new Training(new TreeMap<>(parameters), seed, List.of(rounds), Optional.empty(), true),
            (reached, probabilities) -> {
              shown.put(reached, probabilities.clone());
              return true;
            });
    assertThat(snapshot).isEmpty();
    return shown;
  }

  private static Model<Label> read(SavedModel saved) throws Exception {
    return Model.deserialize(ModelProto.parseFrom(saved.bytes())).castModel(Label.class);
  }

  /** The probabilities where x is 0 and where it is 1, to three digits. */
  private static List<Double> onTiny(
      TribuoAlgorithm algorithm, Map<String, Double> parameters, LabelledMatrix rows, int rounds)
      throws Exception {
    var model =
        read(new TribuoLearner(algorithm).train(rows, new TreeMap<>(parameters), 1, rounds));
    var asked = tiny(new float[] {0, 1}, new float[2]);
    var probabilities = TribuoRows.probabilities(model, examples(asked));
    return List.of(
        Math.rint(probabilities[0] * 1000) / 1000, Math.rint(probabilities[1] * 1000) / 1000);
  }

  private static List<Example<Label>> examples(LabelledMatrix rows) {
    return TribuoRows.examples(rows.names(), rows.values());
  }

  private static LabelledMatrix tiny(float[] x, float[] labels) {
    var matrix = FloatMatrix.of(x.length, 1);
    System.arraycopy(x, 0, matrix.values(), 0, x.length);
    return LabelledMatrix.of(List.of("x"), matrix, labels);
  }

  private static LabelledMatrix complete(RecordBatch rows) {
    var matrix = Examples.matrix(rows, COLUMNS);
    var values = matrix.values().values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.isNaN(values[i]) ? 0 : values[i];
    }
    return matrix;
  }

  @Test
  void aTreeIsAsDeepAsItsAlgorithmTakesItWhereNoDepthIsGiven() {
    var none = new TreeMap<String, Double>();

    assertThat(new TribuoLearner(TribuoAlgorithm.RANDOM_FOREST).cost(none)).isEqualTo(10);
    assertThat(new TribuoLearner(TribuoAlgorithm.BASELINE).cost(none)).isEqualTo(4);
    assertThat(new TribuoLearner(TribuoAlgorithm.LIBLINEAR).cost(none)).isEqualTo(1);
  }

  @Test
  void aDeeperTreeCostsMore() {
    var deep = new TreeMap<>(Map.of("max_depth", 20.0));

    assertThat(new TribuoLearner(TribuoAlgorithm.RANDOM_FOREST).cost(deep)).isEqualTo(20);
  }

  /** The training rows with whole numbers, where every other zero is this one. */
  private static LabelledMatrix rounded(float zero) {
    var matrix = FloatMatrix.of(TRAIN.rows(), COLUMNS);
    var values = matrix.values();
    for (int i = 0; i < values.length; i++) {
      float value = Math.round(TRAIN.values().values()[i]);
      values[i] = value != 0 ? value : i / COLUMNS % 2 == 0 ? zero : 0f;
    }
    return LabelledMatrix.of(TRAIN.names(), matrix, TRAIN.labels());
  }

  private static double rocAuc(float[] probabilities) {
    var scores = new double[probabilities.length];
    var labels = new double[probabilities.length];
    Arrays.setAll(scores, row -> probabilities[row]);
    Arrays.setAll(labels, row -> HELD_OUT.labels()[row]);
    return BinaryMetrics.of(ScoreDistribution.of(scores, labels)).rocAuc().getAsDouble();
  }
}
