package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double[] LABELS = {0, 0, 1, 0, 1};
  private static final ScoreDistribution SCORES =
      ScoreDistribution.of(new double[] {0.1, 0.2, 0.4, 0.6, 0.8}, LABELS);

  /** From 0.4 on there are both positive rows and one of three negative ones. */
  private static final Evaluation OF_SAMPLE =
      Evaluation.of(
          SCORES, ScoreDistribution.of(new double[] {0.01, 0.02, 0.04, 0.06, 0.08}, LABELS));

  @Test
  void cutOffsAreAtTheScoresThatAreGiven() {
    assertThat(OF_SAMPLE.ks().threshold()).hasValue(0.04);
    assertThat(OF_SAMPLE.roc().points())
        .filteredOn(point -> point.threshold().isPresent())
        .allSatisfy(point -> assertThat(point.threshold().getAsDouble()).isLessThan(0.1));
    assertThat(OF_SAMPLE.lift().groups().get(0).lowest()).isEqualTo(0.08);
    assertThat(OF_SAMPLE.histogram().bins().get(0).from()).isEqualTo(0.01);
  }

  @Test
  void whatTakesScoresForProbabilitiesIsOfTheSample() {
    var sample = Evaluation.of(SCORES);

    assertThat(OF_SAMPLE.metrics()).isEqualTo(sample.metrics());
    assertThat(OF_SAMPLE.intervals()).isEqualTo(sample.intervals());
    assertThat(OF_SAMPLE.brier()).isEqualTo(sample.brier());
    assertThat(OF_SAMPLE.calibration()).isEqualTo(sample.calibration());
    assertThat(OF_SAMPLE.hosmerLemeshow()).isEqualTo(sample.hosmerLemeshow());
  }
}
