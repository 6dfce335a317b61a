package io.risknet.transforms.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.statistics.NumberCounts;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberBinsTest {
  private static NumberCounts counts(DoubleStream numbers) {
    return counts(NumberCounts.LARGEST_EXACT, numbers);
  }

  private static NumberCounts counts(int exactUpTo, DoubleStream numbers) {
    var counts = NumberCounts.exactUpTo(exactUpTo);
    numbers.forEach(counts::add);
    return counts;
  }

  private static DoubleStream oneToHundred() {
    return IntStream.rangeClosed(1, 100).asDoubleStream();
  }

  @Test
  void areDeciles() {
    assertThat(NumberBins.of(counts(oneToHundred())).rows())
        .containsExactly(10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L);
  }

  @Test
  void haveEdgesJustAboveTheDeciles() {
    // The buckets at 10 and at 90 are 1/128 and 1/16 wide.
    assertThat(NumberBins.of(counts(oneToHundred())).edges())
        .hasSize(9)
        .startsWith(10 + 1 / 128.0)
        .endsWith(90 + 1 / 16.0);
  }

  @Test
  void aFrequentNumberIsABinOfItsOwn() {
    // Half of the rows are zero: the deciles of the others are what is left of them.
    var bins =
        NumberBins.of(
            counts(DoubleStream.concat(DoubleStream.generate(() -> 0).limit(100), oneToHundred())));

    assertThat(bins.rows()).containsExactly(100L, 20L, 20L, 20L, 20L, 20L);
  }

  @Test
  void aRareNumberBelowAFrequentOneIsParted() {
    var flag =
        DoubleStream.concat(
            DoubleStream.generate(() -> 0).limit(3), DoubleStream.generate(() -> 1).limit(97));

    assertThat(NumberBins.of(counts(flag)).rows()).containsExactly(3L, 97L);
  }

  @Test
  void whatIsBesideASingleNumberIsABin() {
    var bins = NumberBins.of(counts(DoubleStream.of(5, 5, 5)));

    assertThat(bins.rows()).containsExactly(0L, 3L, 0L);
    assertThat(bins.count(counts(DoubleStream.of(4, 5, 5, 6, 7)))).containsExactly(1, 2, 2);
  }

  @Test
  void ascendThroughNegativeNumbers() {
    var bins = NumberBins.of(counts(IntStream.rangeClosed(-10, 9).asDoubleStream()));

    assertThat(bins.edges()).isSorted().hasSize(9);
    assertThat(bins.rows()).containsOnly(2L);
    assertThat(bins.count(counts(DoubleStream.of(-1e9, -0.0, 1e9))))
        .containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void largestNumbersHaveFiniteEdges() {
    assertThat(NumberBins.of(counts(DoubleStream.of(Double.MAX_VALUE))).edges())
        .allMatch(Double::isFinite);
  }

  @Test
  void areTheSameHoweverCoarselyNumbersAreCounted() {
    var numbers = new Random(3).doubles(20_000).map(draw -> Math.exp(6 * draw) - 40).toArray();
    var exact = counts(DoubleStream.of(numbers));
    var coarse = counts(100, DoubleStream.of(numbers));

    assertThat(coarse.isExact()).isFalse();
    assertThat(NumberBins.of(coarse)).isEqualTo(NumberBins.of(exact));
  }

  @Test
  void otherRowsAreCountedExactlyHoweverCoarsely() {
    var bins = NumberBins.of(counts(new Random(4).doubles(5_000)));
    var others = new Random(5).doubles(30_000).toArray();

    assertThat(bins.count(counts(100, DoubleStream.of(others))))
        .isEqualTo(bins.count(counts(DoubleStream.of(others))));
  }
}
