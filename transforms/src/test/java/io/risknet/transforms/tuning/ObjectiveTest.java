package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Map<Metric, Double> WEIGHTS =
      Map.of(Metric.ROC_AUC, 1.0, Metric.LOG_LOSS, -2.0);

  @Test
  void eachMetricCountsByItsWeight() {
    // 0.75 - 2 * 0.25
    assertThat(Objective.maximize(WEIGHTS).value(Units.metrics(0.75, 0.25))).isEqualTo(0.25);
  }

  @Test
  void withoutOneOfItsMetricsItHasNoValue() {
    var negativesOnly =
        BinaryMetrics.of(ScoreDistribution.of(new double[] {0.2, 0.4}, new double[2]));

    assertThat(Objective.maximize(WEIGHTS).value(negativesOnly)).isNaN();
    assertThat(Objective.of(Metric.LOG_LOSS).value(negativesOnly)).isNotNaN();
  }

  @Test
  void moreIsBetterWhereItIsMaximized() {
    var objective = Objective.maximize(WEIGHTS);

    assertThat(objective.isBetter(0.5, 0.25)).isTrue();
    assertThat(objective.isBetter(0.25, 0.5)).isFalse();
  }

  @Test
  void lessIsBetterWhereItIsMinimized() {
    var objective = Objective.minimize(WEIGHTS);

    assertThat(objective.isBetter(0.25, 0.5)).isTrue();
    assertThat(objective.isBetter(0.5, 0.25)).isFalse();
  }

  @Test
  void anEqualValueIsNoBetter() {
    assertThat(Objective.maximize(WEIGHTS).isBetter(0.5, 0.5)).isFalse();
    assertThat(Objective.minimize(WEIGHTS).isBetter(0.5, 0.5)).isFalse();
  }

  @Test
  void aGainIsAboveZeroInTheDirectionThatIsBetter() {
    assertThat(Objective.maximize(WEIGHTS).gain(0.75, 0.5)).isEqualTo(0.25);
    assertThat(Objective.minimize(WEIGHTS).gain(0.75, 0.5)).isEqualTo(-0.25);
  }

  @Test
  void aMetricAloneHasItsOwnDirection() {
    assertThat(Objective.of(Metric.ROC_AUC).maximize()).isTrue();
    assertThat(Objective.of(Metric.LOG_LOSS).maximize()).isFalse();
  }

  /** The ids of trials that may stop early go by it. */
  @Test
  void aMetricInItsOwnDirectionIsIdentifiedByItsName() {
    assertThat(Objective.of(Metric.ROC_AUC).identity()).isEqualTo("rocAuc");
    assertThat(Objective.minimize(Map.of(Metric.LOG_LOSS, 1.0)).withOneStandardError().identity())
        .isEqualTo("logLoss");
  }

  @Test
  void anythingElseIsIdentifiedByItsDirectionToo() {
    assertThat(Objective.maximize(Map.of(Metric.LOG_LOSS, 1.0)).identity())
        .isEqualTo("maximize logLoss");
    assertThat(Objective.maximize(WEIGHTS).identity()).isEqualTo("maximize 1*rocAuc-2*logLoss");
    assertThat(Objective.minimize(WEIGHTS).identity()).isEqualTo("minimize 1*rocAuc-2*logLoss");
  }
}
