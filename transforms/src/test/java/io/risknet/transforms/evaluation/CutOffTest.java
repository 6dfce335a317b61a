package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CutOffTest {
  private static final ScoreDistribution FOUR =
      ScoreDistribution.of(new double[] {0.1, 0.2, 0.3, 0.4}, new double[] {0, 1, 0, 1});

  /** From 0.2 on: one false alarm, nothing missed. */
  @Test
  void aDearLossMovesTheThresholdDown() {
    var cutOff = CutOff.cheapest(FOUR, new CostMatrix(1, 10));

    assertThat(cutOff.threshold()).hasValue(0.2);
    assertThat(cutOff.cost()).hasValue(1);
    assertThat(cutOff.matrix()).isEqualTo(new ConfusionMatrix(2, 1, 1, 0));
  }

  @Test
  void aDearFalseAlarmMovesTheThresholdUp() {
    var cutOff = CutOff.cheapest(FOUR, new CostMatrix(10, 1));

    assertThat(cutOff.threshold()).hasValue(0.4);
    assertThat(cutOff.cost()).hasValue(1);
  }

  @Test
  void ofEquallyCheapThresholdsTheHighestIsTaken() {
    assertThat(CutOff.cheapest(FOUR, new CostMatrix(1, 1)).threshold()).hasValue(0.4);
  }

  @Test
  void takingNoRowCanBeCheapest() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.9}, new double[] {1, 0});
    var cutOff = CutOff.cheapest(scores, new CostMatrix(5, 1));

    assertThat(cutOff.threshold()).isEmpty();
    assertThat(cutOff.cost()).hasValue(1);
    assertThat(cutOff.undefined()).isEmpty();
  }

  @Test
  void noRowHasNoCheapestThresholdAndAReason() {
    var cutOff = CutOff.cheapest(ScoreDistribution.empty(), new CostMatrix(1, 1));

    assertThat(cutOff.cost()).isEmpty();
    assertThat(cutOff.undefined()).isPresent();
  }

  @Test
  void theThresholdForCalibratedProbabilitiesIsTheShareOfTheFalseAlarmsCost() {
    assertThat(new CostMatrix(1, 3).thresholdWhenCalibrated()).isEqualTo(0.25);
  }

  @Test
  void costsBelowZeroAreRefused() {
    assertThatThrownBy(() -> new CostMatrix(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0 and 2.0");
  }

  @Test
  void costsOfNothingAreRefused() {
    assertThatThrownBy(() -> new CostMatrix(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not both 0; they are 0.0 and 0.0");
  }

  @Property(tries = 300)
  void noThresholdIsCheaper(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 20) Integer> rows,
      @ForAll @IntRange(min = 0, max = 5) int falsePositive,
      @ForAll @IntRange(min = 1, max = 5) int falseNegative) {
    // A row is its score and, in the last bit, its label.
    var scores =
        ScoreDistribution.of(
            rows.stream().mapToDouble(row -> row >> 1).toArray(),
            rows.stream().mapToDouble(row -> row & 1).toArray());
    var costs = new CostMatrix(falsePositive, falseNegative);
    double least =
        DoubleStream.iterate(0, threshold -> threshold <= 11, threshold -> threshold + 1)
            .map(threshold -> costs.of(ConfusionMatrix.at(scores, threshold)))
            .min()
            .orElseThrow();

    assertThat(CutOff.cheapest(scores, costs).cost()).hasValue(least);
  }
}
