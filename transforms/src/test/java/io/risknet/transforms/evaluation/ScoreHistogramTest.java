package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.evaluation.ScoreHistogram.Bin;
import org.junit.jupiter.api.Test;

class ScoreHistogramTest {

  @Test
  void binsGoFromTheLowestToTheHighestScoreAndKeepEmptyOnes() {
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

  /** Odds of 1 to 9 and of 1 to 1 have 1 to 3 in their middle. */
  @Test
  void binsOfProbabilitiesAreEquallyWideInLogOdds() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.27, 0.5}, new double[] {0, 0, 1});
    var bins = ScoreHistogram.of(scores, 2).bins();

    assertThat(bins.get(0).to()).isCloseTo(0.25, within(1e-12));
    assertThat(bins).extracting(Bin::negatives).containsExactly(1L, 1L);
    assertThat(bins.get(0).from()).isEqualTo(0.1);
    assertThat(bins.get(1).to()).isEqualTo(0.5);
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
