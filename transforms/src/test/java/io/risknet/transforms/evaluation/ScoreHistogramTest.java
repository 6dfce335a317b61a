package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.evaluation.ScoreHistogram.Bin;
import org.junit.jupiter.api.Test;

class ScoreHistogramTest {

  @Test
  void binsAreEquallyWideFromTheLowestToTheHighestScoreAndKeepEmptyOnes() {
    var scores =
        ScoreDistribution.of(new double[] {0, 0.25, 0.9, 1, 2}, new double[] {0, 1, 0, 1, 1});

    assertThat(ScoreHistogram.of(scores, 4).bins())
        .containsExactly(
            new Bin(0, 0.5, 1, 1),
            new Bin(0.5, 1, 0, 1),
            new Bin(1, 1.5, 1, 0),
            new Bin(1.5, 2, 1, 0));
    assertThat(ScoreHistogram.of(scores, 8).bins().get(6)).isEqualTo(new Bin(1.5, 1.75, 0, 0));
  }

  @Test
  void equalScoresAreOneBin() {
    var scores = ScoreDistribution.of(new double[] {0.3, 0.3}, new double[] {0, 1});

    assertThat(ScoreHistogram.of(scores, 10).bins()).containsExactly(new Bin(0.3, 0.3, 1, 1));
  }

  @Test
  void withoutRowsThereIsAReason() {
    var none = ScoreHistogram.of(ScoreDistribution.empty(), 10);

    assertThat(none.bins()).isEmpty();
    assertThat(none.undefined()).isPresent();
  }
}
