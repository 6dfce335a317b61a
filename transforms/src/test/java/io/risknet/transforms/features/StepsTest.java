package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each step does to a few columns of numbers a, b, c, ... */
class StepsTest {
  private static final double NA = Double.NaN;

  @Test
  void dropByMissingRatioTakesTheShareItselfToo() {
    var rows =
        Tables.columns(
            new double[] {1, NA, NA, NA, 5, 6, 7, 8, 9, NA},
            new double[] {1, NA, NA, NA, NA, NA, NA, NA, 9, 8},
            new double[] {NA, NA, NA, NA, NA, NA, NA, NA, NA, NA});
    var left = Tables.steps(rows, DropByMissingRatio.of());

    assertThat(left.names()).containsExactly("a");
    assertThat(left.dropped()).containsEntry("b", "70.0 % missing");
    assertThat(left.dropped()).containsEntry("c", "100.0 % missing");
  }

  @Test
  void dropByVarianceTakesConstantColumnsWhateverIsMissing() {
    var rows =
        Tables.columns(
            new double[] {3, 3, 3},
            new double[] {3, NA, 3},
            new double[] {NA, NA, NA},
            new double[] {3, 3, 3.5},
            new double[] {0.0, -0.0, 0.0});

    assertThat(Tables.steps(rows, DropByVariance.of()).names()).containsExactly("d");
  }

  @Test
  void dropByVarianceTakesLittleVarianceWhenAsked() {
    // Population variances: 0.25 and 1.
    var rows = Tables.columns(new double[] {1, 2, NA}, new double[] {1, 3, NA});

    assertThat(Tables.steps(rows, DropByVariance.of(0.25)).names()).containsExactly("b");
    assertThat(Tables.steps(rows, DropByVariance.of(0.24)).names()).containsExactly("a", "b");
  }

  @Test
  void dropByCorrelationComparesWithEarlierColumnsThatAreKept() {
    // r(a,b) = 0.8, r(b,c) = 0.8, r(a,c) = 0.28: b goes, and so c has nothing to go for.
    var a = new double[] {1, -1, 1, -1};
    var other = new double[] {1, 1, -1, -1};
    var b = IntStream.range(0, 4).mapToDouble(i -> 0.8 * a[i] + 0.6 * other[i]).toArray();
    var c = IntStream.range(0, 4).mapToDouble(i -> 0.28 * a[i] + 0.96 * other[i]).toArray();
    var left = Tables.steps(Tables.columns(a, b, c), DropByCorrelation.of(0.7));

    assertThat(left.names()).containsExactly("a", "c");
    assertThat(left.dropped()).containsExactly(Map.entry("b", "correlation 0.800 with 'a'"));
  }

  @Test
  void dropByCorrelationTakesNegativeOnesAndLeavesConstants() {
    var rows =
        Tables.columns(new double[] {1, 2, 4}, new double[] {-1, -2, -4}, new double[] {5, 5, 5});

    assertThat(Tables.steps(rows, DropByCorrelation.of()).names()).containsExactly("a", "c");
  }

  @Test
  void correlationIsThatOfTheRowsWhereBothArePresent() {
    var random = new Random(5);
    int rows = 5000;
    var x = new double[4][rows];
    for (int row = 0; row < rows; row++) {
      double common = random.nextGaussian();
      for (int i = 0; i < 4; i++) {
        // Missing depends on the common part, so that leaving pairs out changes the means.
        boolean missing = i > 0 && random.nextDouble() < (common > 0.5 ? 0.5 : 0.1);
        double value = 1e6 + 40 * (common + (i + 1) * 0.5 * random.nextGaussian());
        x[i][row] = missing ? NA : (float) value;
      }
    }
    var products = products(Tables.columns(x));
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        assertThat(products.correlation(i, j)).isCloseTo(pearson(x[i], x[j]), within(1e-6));
      }
    }
  }

  @Test
  void correlationsDoNotDependOnOrderOrSharding() {
    var rows = Loans.of(3000, 7);
    var plan =
        FeaturePlan.of(
                List.of(
                    Numeric.of("dti"), Numeric.of("ltv"), Numeric.of("cltv"), Numeric.of("rare")))
            .then(DropByCorrelation.of(0.999), StandardScale.of());

    assertThat(plan.fit(Loans.sharded(rows, 13, 1), 0)).isEqualTo(plan.fit(List.of(rows), 0));
  }

  @Test
  void minMaxScaleMapsTheRangeOfTheTrainingRows() {
    var rows = Tables.columns(new double[] {10, NA, 20, 15}, new double[] {4, 4, 4, 4});
    var scaled = Tables.steps(rows, MinMaxScale.of());
    var encoded = Tables.columns(scaled.encode(rows));

    assertThat(encoded[0]).containsExactly(0, Float.NaN, 1, 0.5f);
    assertThat(encoded[1]).containsExactly(0, 0, 0, 0);
    var others = Tables.columns(new double[] {25, 5}, new double[] {9, NA});
    assertThat(Tables.columns(scaled.encode(others))[0]).containsExactly(1.5f, -0.5f);
  }

  @Test
  void standardScaleTakesThePopulationDeviation() {
    // Mean 5, squares of deviations 9 1 1 1 0 0 4 16: variance 4.
    var rows = Tables.columns(new double[] {2, 4, 4, 4, 5, 5, 7, 9, NA});

    assertThat(Tables.columns(Tables.steps(rows, StandardScale.of()).encode(rows))[0])
        .containsExactly(-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2, Float.NaN);
  }

  @Test
  void stepsSeeWhatTheStepsBeforeLeave() {
    // Scaled to 0..1 the variance is 0.25, not 25.
    var rows = Tables.columns(new double[] {0, 10}, new double[] {0, 10});

    assertThat(Tables.steps(rows, DropByVariance.of(0.3)).names()).containsExactly("a", "b");
    assertThat(
            Tables.steps(rows, DropByCorrelation.of(), DropByVariance.of(0.3), MinMaxScale.of())
                .names())
        .containsExactly("a");
    assertThatThrownBy(() -> Tables.steps(rows, MinMaxScale.of(), DropByVariance.of(0.3)))
        .hasMessageContaining("leave no column");
  }

  @Test
  void passesAreCounted() {
    var plan = FeaturePlan.of(Numeric.of("a"));

    assertThat(plan.passes()).isEqualTo(1);
    assertThat(plan.then(DropByVariance.of(), MinMaxScale.of()).passes()).isEqualTo(2);
    assertThat(plan.then(DropByVariance.of(), DropByCorrelation.of(), MinMaxScale.of()).passes())
        .isEqualTo(3);
    assertThat(plan.then(MinMaxScale.of(), DropByCorrelation.of()).passes()).isEqualTo(4);
  }

  private static PairProducts products(RecordBatch rows) {
    var matrix = Tables.steps(rows).encode(rows);
    var sums = ColumnSums.of(matrix.columns(), false);
    sums.add(matrix);
    var products = PairProducts.of(sums.stats(Tables.steps(rows).names()));
    products.add(matrix);
    return products;
  }

  /** Two passes over the pairs, the way it is defined. */
  private static double pearson(double[] x, double[] y) {
    var pairs =
        IntStream.range(0, x.length)
            .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
            .toArray();
    double meanX = IntStream.of(pairs).mapToDouble(i -> x[i]).average().orElseThrow();
    double meanY = IntStream.of(pairs).mapToDouble(i -> y[i]).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i : pairs) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
