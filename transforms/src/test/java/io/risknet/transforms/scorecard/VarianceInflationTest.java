package io.risknet.transforms.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VarianceInflationTest {
  private static final double NONE = Double.NaN;

  private static double factor(int column, double[]... correlations) {
    return VarianceInflation.of(correlations).get(column).orElseThrow();
  }

  @Test
  void unrelatedColumnsAreNotInflated() {
    assertThat(factor(0, new double[] {1, 0}, new double[] {0, 1})).isEqualTo(1);
  }

  /** R squared is then the square of their correlation: 1 / (1 - 0.64). */
  @Test
  void ofTwoColumnsItFollowsFromTheirCorrelation() {
    double[][] correlations = {{1, -0.8}, {-0.8, 1}};

    assertThat(factor(0, correlations)).isCloseTo(1 / 0.36, within(1e-12));
    assertThat(factor(1, correlations)).isCloseTo(1 / 0.36, within(1e-12));
  }

  /**
   * The inverse of [1 .5 .2; .5 1 .4; .2 .4 1], by cofactors: its determinant is 0.63, and the
   * minors of the diagonal are 0.84, 0.96 and 0.75.
   */
  @Test
  void itIsTheDiagonalOfTheInverseOfTheCorrelations() {
    double[][] correlations = {{1, 0.5, 0.2}, {0.5, 1, 0.4}, {0.2, 0.4, 1}};

    assertThat(factor(0, correlations)).isCloseTo(0.84 / 0.63, within(1e-12));
    assertThat(factor(1, correlations)).isCloseTo(0.96 / 0.63, within(1e-12));
    assertThat(factor(2, correlations)).isCloseTo(0.75 / 0.63, within(1e-12));
  }

  @Test
  void aColumnThatFollowsFromOthersHasNoBoundAndTheRestAreMeasured() {
    // The first two are the same, the third has nothing to do with them.
    double[][] twins = {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
    assertThat(factor(0, twins)).isInfinite();
    assertThat(factor(1, twins)).isInfinite();
    assertThat(factor(2, twins)).isEqualTo(1);

    // The third is the sum of the first two.
    double half = Math.sqrt(0.5);
    double[][] sum = {{1, 0, half}, {0, 1, half}, {half, half, 1}};
    assertThat(factor(0, sum)).isInfinite();
    assertThat(factor(2, sum)).isInfinite();
  }

  @Test
  void aColumnThatDoesNotVaryHasNone() {
    double[][] correlations = {{1, NONE, 0.6}, {NONE, NONE, NONE}, {0.6, NONE, 1}};

    assertThat(VarianceInflation.of(correlations).get(1)).isEmpty();
    assertThat(factor(0, correlations)).isCloseTo(1 / 0.64, within(1e-12));
  }

  @Test
  void aColumnAloneIsNotInflated() {
    assertThat(factor(0, new double[] {1})).isEqualTo(1);
  }
}
