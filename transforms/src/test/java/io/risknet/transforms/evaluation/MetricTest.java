package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {
  private static final BinaryMetrics METRICS =
      BinaryMetrics.of(
          ScoreDistribution.of(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1}));

  /**
   * The four rows of scikit-learn's documentation. Average precision is (1 + 2 / 3) / 2, log loss
   * -ln(0.9 * 0.6 * 0.35 * 0.8) / 4, the Brier score (0.01 + 0.16 + 0.4225 + 0.04) / 4.
   */
  @ParameterizedTest
  @CsvSource({
    "rocAuc, 0.75, true",
    "averagePrecision, 0.8333333333333334, true",
    "ks, 0.5, true",
    "logLoss, 0.4722879538091761, false",
    "brier, 0.158125, false"
  })
  void eachMetricHasItsValueAndItsDirection(String id, double value, boolean moreIsBetter) {
    var metric = Metric.named(id);

    assertThat(metric.of(METRICS).orElseThrow()).isCloseTo(value, within(1e-12));
    assertThat(metric.moreIsBetter()).isEqualTo(moreIsBetter);
  }

  @Test
  void aMetricThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Metric.named("accuracy"))
        .hasMessage(
            "There is no metric 'accuracy'; there are rocAuc, averagePrecision, ks, logLoss, brier.");
  }
}
