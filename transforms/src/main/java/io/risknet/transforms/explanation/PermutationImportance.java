package io.risknet.transforms.explanation;

import com.google.common.math.Stats;
import io.risknet.transforms.bundle.Predictor;
import io.risknet.transforms.bundle.StoredModel;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.features.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Shuffles one feature after the other, and looks how much worse the model gets by that. All
 * features are shuffled in the same ways, which follow from the number of rows alone: equal rows in
 * the same order give the same bits on any machine.
 */
final class PermutationImportance {
  private static final Metric METRIC = Metric.ROC_AUC;
  private static final int REPEATS = 3;
  private static final long SEED = 1;

  private final Predictor predictor;
  private final FloatMatrix rows;
  private final double[] labels;
  private final List<int[]> shuffles;

  private PermutationImportance(Predictor predictor, FloatMatrix rows, double[] labels) {
    this.predictor = predictor;
    this.rows = rows;
    this.labels = labels;
    var random = new SplittableRandom(SEED);
    this.shuffles =
        IntStream.range(0, REPEATS).mapToObj(repeat -> shuffle(rows.rows(), random)).toList();
  }

  /**
   * The importance of a model's features on these rows.
   *
   * @param names the features
   * @param rows encoded, a row for each label
   */
  static ModelImportance of(
      StoredModel model, List<String> names, FloatMatrix rows, double[] labels) {
    var gains = model.gains(names);
    var permutation = new PermutationImportance(model.predictor(names), rows, labels);
    var metrics = permutation.metrics(rows);
    var whole = METRIC.of(metrics);
    return new ModelImportance(
        METRIC,
        whole,
        rows.rows(),
        REPEATS,
        whole.isPresent() ? "" : metrics.undefined().getOrDefault(METRIC.id(), ""),
        IntStream.range(0, names.size())
            .parallel()
            .mapToObj(i -> permutation.importance(names.get(i), i, gains, whole))
            .toList());
  }

  private FeatureImportance importance(
      String name, int column, Map<String, Double> gains, OptionalDouble whole) {
    var gain =
        gains.containsKey(name) ? OptionalDouble.of(gains.get(name)) : OptionalDouble.empty();
    if (whole.isEmpty()) {
      return new FeatureImportance(name, gain, whole, whole);
    }
    // Nothing changes with a feature that no split is on.
    var losses =
        gain.isPresent() && gain.getAsDouble() == 0
            ? Stats.of(0, 0)
            : losses(column, whole.getAsDouble());
    return new FeatureImportance(
        name,
        gain,
        OptionalDouble.of(losses.mean()),
        OptionalDouble.of(losses.sampleStandardDeviation()));
  }

  private Stats losses(int column, double whole) {
    var changed = FloatMatrix.of(rows.rows(), rows.columns());
    System.arraycopy(rows.values(), rows.offset(0), changed.values(), 0, changed.values().length);
    return shuffles.stream()
        .map(
            order -> {
              for (int row = 0; row < order.length; row++) {
                changed.set(row, column, rows.get(order[row], column));
              }
              double value = METRIC.of(metrics(changed)).orElseThrow();
              return METRIC.moreIsBetter() ? whole - value : value - whole;
            })
        .collect(Stats.toStats());
  }

  private BinaryMetrics metrics(FloatMatrix of) {
    var probabilities = predictor.predict(of);
    var scores = new double[probabilities.length];
    Arrays.setAll(scores, row -> probabilities[row]);
    return BinaryMetrics.of(ScoreDistribution.of(scores, labels));
  }

  /** Fisher and Yates. */
  private static int[] shuffle(int rows, SplittableRandom random) {
    var order = IntStream.range(0, rows).toArray();
    for (int last = rows - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int taken = order[last];
      order[last] = order[other];
      order[other] = taken;
    }
    return order;
  }
}
