package io.risknet.pipelines.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.ScoreDistribution;
import org.junit.jupiter.api.Test;

class SampledNegativesTest {
  /** The classes are furthest apart from 0.4 on. */
  private static final ScoreDistribution SCORES =
      ScoreDistribution.of(new double[] {0.1, 0.2, 0.4, 0.6}, new double[] {0, 0, 1, 1});

  /** A tenth of odds of 2 to 3 is 1 to 15. */
  @Test
  void cutOffsAreToldAsTheModelGivesScores() {
    var evaluation = new SampledNegatives(0.1).evaluate(SCORES);

    assertThat(evaluation.ks().threshold().orElseThrow()).isCloseTo(1 / 16.0, within(1e-15));
    assertThat(evaluation.brier()).isEqualTo(Evaluation.of(SCORES).brier());
  }

  @Test
  void aTableThatHoldsAllRowsIsEvaluatedAsItIs() {
    assertThat(new SampledNegatives(1).evaluate(SCORES)).isEqualTo(Evaluation.of(SCORES));
    assertThat(new SampledNegatives(1).share()).isEmpty();
  }
}
