package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryMetricsTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  static Stream<JsonNode> goldens() throws IOException {
    return Goldens.read("metrics_goldens.json");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void agreesWithTheDefinitionsInPython(JsonNode golden) {
    var metrics = BinaryMetrics.of(Goldens.scores(golden));

    assertClose(metrics.rocAuc(), golden.get("rocAuc"));
    assertClose(metrics.gini(), golden.get("gini"));
    assertClose(metrics.ks(), golden.get("ks"));
    assertClose(metrics.averagePrecision(), golden.get("averagePrecision"));
    assertClose(metrics.logLoss(), golden.get("logLoss"));
    assertClose(metrics.brier(), golden.get("brier"));
    assertThat(metrics.rows()).isEqualTo(golden.get("labels").size());
    assertThat(metrics.undefined()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void agreesWithScikitLearn(JsonNode golden) {
    var metrics = BinaryMetrics.of(Goldens.scores(golden));

    assertClose(metrics.rocAuc(), golden.get("rocAuc"));
    assertClose(metrics.ks(), golden.get("ks"));
    assertClose(metrics.averagePrecision(), golden.get("averagePrecision"));
    assertClose(metrics.logLoss(), golden.get("logLoss"));
    assertClose(metrics.brier(), golden.get("brier"));
  }

  /** The example of scikit-learn's documentation: AUC 0.75, average precision 0.83. */
  @Test
  void agreesWithFourRowsByHand() {
    var metrics = metrics(new double[] {0.1, 0.4, 0.35, 0.8}, 0, 0, 1, 1);

    assertThat(metrics.rocAuc()).hasValue(3.0 / 4);
    assertThat(metrics.gini()).hasValue(0.5);
    assertThat(metrics.ks()).hasValue(0.5);
    assertClose(metrics.averagePrecision(), 0.5 * 1 + 0.5 * 2 / 3);
    assertClose(
        metrics.logLoss(), -(Math.log(0.9) + Math.log(0.6) + Math.log(0.35) + Math.log(0.8)) / 4);
    assertClose(metrics.brier(), (0.01 + 0.16 + 0.4225 + 0.04) / 4);
    assertThat(metrics.positives()).isEqualTo(2);
  }

  @Test
  void aTieCountsHalf() {
    assertThat(metrics(new double[] {0.5, 0.5}, 0, 1).rocAuc()).hasValue(0.5);
    assertThat(metrics(new double[] {0.5, 0.5, 0.4}, 0, 1, 0).rocAuc()).hasValue(0.75);
  }

  @Test
  void certaintiesThatFailAreClipped() {
    var metrics = metrics(new double[] {1, 0}, 0, 1);

    assertClose(metrics.logLoss(), 52 * Math.log(2));
    assertThat(metrics.brier()).hasValue(1);
  }

  @Test
  void oneClassLeavesRankMetricsUndefinedWithAReason() {
    var metrics = metrics(new double[] {0.2, 0.3}, 0, 0);

    assertThat(metrics.rocAuc()).isEmpty();
    assertThat(metrics.gini()).isEmpty();
    assertThat(metrics.ks()).isEmpty();
    assertThat(metrics.averagePrecision()).isEmpty();
    assertThat(metrics.brier()).isPresent();
    assertThat(metrics.undefined())
        .containsOnlyKeys("averagePrecision", "gini", "ks", "rocAuc")
        .containsEntry(
            "rocAuc", "It needs rows of both classes; there are 0 positive and 2 negative ones.");
  }

  @Test
  void noRowLeavesAllUndefined() {
    var metrics = BinaryMetrics.of(ScoreDistribution.empty());

    assertThat(metrics.rows()).isZero();
    assertThat(metrics.undefined()).hasSize(6);
  }

  @Test
  void scoresThatAreNoProbabilitiesAreRankedOnly() {
    var metrics = metrics(new double[] {-1.5, 4}, 0, 1);

    assertThat(metrics.rocAuc()).hasValue(1);
    assertThat(metrics.logLoss()).isEmpty();
    assertThat(metrics.undefined().get("brier")).contains("run from -1.5 to 4.0");
  }

  @Test
  void rowsLeftOutAreCounted() {
    var metrics =
        metrics(
            new double[] {0.1, 0.9, Double.NaN, 0.5, Double.NaN}, 0, 1, 1, Double.NaN, Double.NaN);

    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.unscored()).isEqualTo(1);
    assertThat(metrics.unlabelled()).isEqualTo(2);
  }

  @Test
  void jsonLeavesUndefinedMetricsOutAndRoundTrips() throws Exception {
    var metrics = metrics(new double[] {0.2, 0.3}, 0, 0);
    var json = MAPPER.writeValueAsString(metrics);

    assertThat(MAPPER.readTree(json).fieldNames())
        .toIterable()
        .containsExactly(
            "rows", "positives", "logLoss", "brier", "unscored", "unlabelled", "undefined");
    assertThat(MAPPER.readValue(json, BinaryMetrics.class)).isEqualTo(metrics);
    var full = metrics(new double[] {0.2, 0.3}, 0, 1);
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(full), BinaryMetrics.class))
        .isEqualTo(full);
  }

  /** The definition: over all pairs of a positive and a negative row. */
  @Property(tries = 300)
  void rocAucIsTheShareOfPairsInOrder(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 12) Integer> positives,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 12) Integer> negatives) {
    double pairs = 0;
    for (int positive : positives) {
      for (int negative : negatives) {
        pairs += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    var scores = new double[positives.size() + negatives.size()];
    var labels = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      boolean positive = i < positives.size();
      scores[i] = (positive ? positives.get(i) : negatives.get(i - positives.size())) / 12.0;
      labels[i] = positive ? 1 : 0;
    }

    assertThat(BinaryMetrics.of(ScoreDistribution.of(scores, labels)).rocAuc())
        .hasValue(pairs / ((double) positives.size() * negatives.size()));
  }

  private static BinaryMetrics metrics(double[] scores, double... labels) {
    return BinaryMetrics.of(ScoreDistribution.of(scores, labels));
  }

  private static void assertClose(OptionalDouble actual, JsonNode expected) {
    assertClose(actual, expected.doubleValue());
  }

  private static void assertClose(OptionalDouble actual, double expected) {
    assertThat(actual.orElseThrow()).isCloseTo(expected, within(1e-13 * Math.max(1, expected)));
  }
}
