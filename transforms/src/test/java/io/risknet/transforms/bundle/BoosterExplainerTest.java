package io.risknet.transforms.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.features.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BoosterExplainerTest {
  private static final int COLUMNS = 4;
  private static final List<String> NAMES = List.of("a", "b=x", "c:mean", "d[1]<2");
  private static final FloatMatrix ROWS = Boosters.rows(300, COLUMNS, 3);

  private static byte[] booster;
  private static FloatMatrix contributions;

  @BeforeAll
  static void explain() throws Exception {
    booster = Boosters.train(ROWS, "binary:logistic");
    contributions = BoosterExplainer.of(booster, NAMES).contributions(ROWS);
  }

  @Test
  void contributionsAndBiasAddUpToTheMargin() throws Exception {
    var matrix = new DMatrix(ROWS.values(), ROWS.rows(), COLUMNS, Float.NaN);
    var margins = XGBoost.loadModel(booster).predict(matrix, true);

    for (int row = 0; row < ROWS.rows(); row++) {
      double margin = margins[row][0];
      assertThat(sum(row)).isCloseTo(margin, within(1e-4 * Math.max(1, Math.abs(margin))));
    }
  }

  private static double sum(int row) {
    return IntStream.rangeClosed(0, COLUMNS).mapToDouble(i -> contributions.get(row, i)).sum();
  }

  @Test
  void theBiasIsTheSameForAll() {
    for (int row = 1; row < ROWS.rows(); row++) {
      assertThat(contributions.get(row, COLUMNS)).isEqualTo(contributions.get(0, COLUMNS));
    }
  }

  /** The definition: over all orders in which features may become known, what each one adds. */
  @Test
  void theyAreTheShapleyValuesOfTheTrees() throws Exception {
    var trees = trees();
    for (int row = 0; row < 40; row++) {
      for (int feature = 0; feature < COLUMNS; feature++) {
        assertThat((double) contributions.get(row, feature))
            .isCloseTo(shapley(trees, row, feature), within(1e-4));
      }
    }
  }

  private static List<JsonNode> trees() throws Exception {
    var places = IntStream.range(0, COLUMNS).mapToObj(i -> "f" + i).toArray(String[]::new);
    var mapper = new JsonMapper();
    var trees = new ArrayList<JsonNode>();
    for (var tree : XGBoost.loadModel(booster).getModelDump(places, true, "json")) {
      trees.add(mapper.readTree(tree));
    }
    return trees;
  }

  private static double shapley(List<JsonNode> trees, int row, int feature) {
    double value = 0;
    for (int known = 0; known < 1 << COLUMNS; known++) {
      if ((known >> feature & 1) == 0) {
        int size = Integer.bitCount(known);
        double weight = factorial(size) * factorial(COLUMNS - size - 1) / factorial(COLUMNS);
        for (var tree : trees) {
          value +=
              weight * (expected(tree, row, known | 1 << feature) - expected(tree, row, known));
        }
      }
    }
    return value;
  }

  private static double factorial(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  /** What a tree gives when some features are known, the others as the training rows fell. */
  private static double expected(JsonNode node, int row, int known) {
    if (node.has("leaf")) {
      return node.get("leaf").doubleValue();
    }
    int feature = Integer.parseInt(node.get("split").textValue().substring(1));
    if ((known >> feature & 1) == 1) {
      float value = ROWS.get(row, feature);
      var next =
          Float.isNaN(value)
              ? "missing"
              : value < (float) node.get("split_condition").doubleValue() ? "yes" : "no";
      return expected(child(node, node.get(next).intValue()), row, known);
    }
    double sum = 0;
    for (var child : node.get("children")) {
      sum += child.get("cover").doubleValue() * expected(child, row, known);
    }
    return sum
        / StreamSupport.stream(node.get("children").spliterator(), false)
            .mapToDouble(child -> child.get("cover").doubleValue())
            .sum();
  }

  private static JsonNode child(JsonNode node, int id) {
    return StreamSupport.stream(node.get("children").spliterator(), false)
        .filter(child -> child.get("nodeid").intValue() == id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsOfAWindowAreExplainedAsInTheWhole() {
    var window = BoosterExplainer.of(booster, NAMES).contributions(ROWS.window(20, 5));

    for (int row = 0; row < 5; row++) {
      for (int i = 0; i <= COLUMNS; i++) {
        assertThat(window.get(row, i)).isEqualTo(contributions.get(20 + row, i));
      }
    }
  }

  @Test
  void noRowsHaveNoContributions() {
    var none = BoosterExplainer.of(booster, NAMES).contributions(FloatMatrix.of(0, COLUMNS));

    assertThat(none.rows()).isZero();
  }

  @Test
  void manyThreadsGetTheSame() throws Exception {
    var explainer = BoosterExplainer.of(booster, NAMES);
    var pool = Executors.newFixedThreadPool(4);
    var results = new ArrayList<Future<float[]>>();
    for (int call = 0; call < 40; call++) {
      results.add(pool.submit(() -> explainer.contributions(ROWS).values()));
    }
    for (var result : results) {
      assertThat(result.get()).isEqualTo(contributions.values());
    }
    pool.shutdown();
  }

  @Test
  void anotherNumberOfFeaturesIsRefused() {
    assertThatThrownBy(() -> BoosterExplainer.of(booster, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes 4 features, and there are 1");
  }

  /** Against the sums over the nodes of the dump in JSON, which is another one than is read. */
  @Test
  void gainsAreTheShareOfTheirSplits() throws Exception {
    var gains = new double[COLUMNS];
    trees().forEach(tree -> addGains(tree, gains));
    double all = IntStream.range(0, COLUMNS).mapToDouble(i -> gains[i]).sum();
    var shares = BoosterGains.of(booster, NAMES);

    assertThat(shares.keySet()).containsExactlyElementsOf(NAMES);
    for (int i = 0; i < COLUMNS; i++) {
      assertThat(shares.get(NAMES.get(i))).isCloseTo(gains[i] / all, within(1e-6));
    }
  }

  private static void addGains(JsonNode node, double[] gains) {
    if (node.has("gain")) {
      int feature = Integer.parseInt(node.get("split").textValue().substring(1));
      gains[feature] += node.get("gain").doubleValue();
      node.get("children").forEach(child -> addGains(child, gains));
    }
  }

  @Test
  void aFeatureThatNeverVariesGainsNothing() throws Exception {
    var rows = FloatMatrix.of(200, 2);
    var labels = new float[200];
    for (int row = 0; row < 200; row++) {
      rows.set(row, 0, row);
      labels[row] = row < 100 ? 0 : 1;
    }

    assertThat(BoosterGains.of(Boosters.train(rows, labels, "binary:logistic"), List.of("x", "y")))
        .containsEntry("x", 1.0)
        .containsEntry("y", 0.0);
  }
}
