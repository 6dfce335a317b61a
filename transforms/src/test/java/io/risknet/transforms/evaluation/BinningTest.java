package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BinningTest {

  @Test
  void aBinOfEqualWidthHoldsItsUpperEdge() {
    var bins = Binning.equalWidth(4).cut(negatives(0, 0.25, 0.26, 0.5, 1));

    assertThat(bins).extracting(ScoreBin::highest).containsExactly(0.25, 0.5, 1.0);
    assertThat(bins).extracting(ScoreBin::rows).containsExactly(2L, 2L, 1L);
  }

  @Test
  void binsOfEqualRowsDifferByOneRowWithoutTies() {
    var bins =
        Binning.equalRows(4).cut(negatives(IntStream.range(0, 10).asDoubleStream().toArray()));

    assertThat(bins).extracting(ScoreBin::rows).containsExactly(2L, 3L, 2L, 3L);
  }

  @Test
  void equalScoresGoWhereTheirMiddleFalls() {
    var bins = Binning.equalRows(2).cut(negatives(1, 2, 2, 2, 3, 4));

    assertThat(bins).extracting(ScoreBin::lowest).containsExactly(1.0, 3.0);
  }

  @Test
  void fewerRowsThanBinsGiveABinEach() {
    assertThat(Binning.equalRows(10).cut(negatives(1, 2, 3))).hasSize(3);
  }

  @Test
  void noRowGivesNoBin() {
    assertThat(Binning.equalRows(10).cut(ScoreDistribution.empty())).isEmpty();
    assertThat(Binning.equalWidth(10).cut(ScoreDistribution.empty())).isEmpty();
  }

  @Test
  void theMeanOfABinIsThatOfItsRows() {
    var bin = Binning.equalRows(1).cut(negatives(0.1, 0.4, 0.4)).get(0);

    Goldens.assertClose(bin.meanScore(), 0.3);
  }

  @Test
  void atLeastOneBinIsAskedFor() {
    assertThatThrownBy(() -> Binning.equalRows(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one bin, not 0");
  }

  @Property(tries = 300)
  void everyRowIsInOneBin(
      @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> twentieths,
      @ForAll @IntRange(min = 1, max = 12) int bins,
      @ForAll Binning.Kind kind) {
    var scores = twentieths.stream().mapToDouble(score -> score / 20.0).toArray();
    var cut = new Binning(kind, bins).cut(negatives(scores));

    assertThat(cut.stream().mapToLong(ScoreBin::rows).sum()).isEqualTo(scores.length);
    assertThat(cut.size()).isLessThanOrEqualTo(bins);
    assertThat(cut).isSortedAccordingTo((a, b) -> Double.compare(a.highest(), b.lowest()));
  }

  /** Counted from the other end the bins are the same, unless a middle falls on a border. */
  @Property(tries = 300)
  void binsOfEqualRowsAreTheSameFromBothEnds(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20) Integer> values,
      @ForAll @IntRange(min = 1, max = 12) int bins) {
    var up = negatives(values.stream().mapToDouble(value -> value).toArray());
    var down = negatives(values.stream().mapToDouble(value -> -value).toArray());
    long below = 0;
    for (int i = 0; i < up.size(); i++) {
      long onBorder = bins * (2 * below + up.rows(i)) % (2 * up.rows());
      below += up.rows(i);
      if (onBorder == 0) {
        return;
      }
    }

    assertThat(rows(Binning.equalRows(bins).cut(up)))
        .isEqualTo(Lists.reverse(rows(Binning.equalRows(bins).cut(down))));
  }

  private static List<Long> rows(List<ScoreBin> bins) {
    return bins.stream().map(ScoreBin::rows).toList();
  }

  private static ScoreDistribution negatives(double... scores) {
    return ScoreDistribution.of(scores, new double[scores.length]);
  }
}
