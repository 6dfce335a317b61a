package io.risknet.transforms.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberCountsTest {
  @Test
  void countsExactlyUpToTheLimit() {
    var counts = new NumberCounts();
    IntStream.rangeClosed(1, NumberCounts.LARGEST_EXACT).forEach(counts::add);

    assertThat(counts.isExact()).isTrue();
    assertThat(counts.median()).isEqualTo((NumberCounts.LARGEST_EXACT + 1) / 2.0);
  }

  @Test
  void staysWithinItsErrorBeyond() {
    var random = new Random(1);
    var values = random.doubles(250_001, 0, 1).map(u -> Math.exp(8 * u) - 50).toArray();
    var counts = counts(values);
    Arrays.sort(values);

    assertThat(counts.isExact()).isFalse();
    double median = values[125_000];
    assertThat(counts.median())
        .isCloseTo(median, within(Math.abs(median) * NumberCounts.RELATIVE_ERROR));
  }

  @Test
  void goesOverToBucketsHoweverTheRowsAreSharded() {
    var random = new Random(2);
    var values = random.doubles(150_000, -1, 1).toArray();
    var whole = counts(values);
    // No part is over the limit in the first, one part is in the second.
    var thirds =
        counts(Arrays.copyOfRange(values, 0, 50_000))
            .merge(counts(Arrays.copyOfRange(values, 50_000, 100_000)))
            .merge(counts(Arrays.copyOfRange(values, 100_000, 150_000)));
    var uneven =
        counts(Arrays.copyOfRange(values, 140_000, 150_000))
            .merge(counts(Arrays.copyOfRange(values, 0, 140_000)));

    assertThat(thirds.isExact()).isFalse();
    assertThat(thirds.median()).isEqualTo(whole.median());
    assertThat(uneven.median()).isEqualTo(whole.median());
  }

  @Test
  void takesMinusZeroForZeroAndSkipsMissing() {
    assertThat(counts(-0.0, 0.0, Double.NaN).median()).isEqualTo(0.0);
    assertThat(Double.doubleToRawLongBits(counts(-0.0).median())).isZero();
  }

  private static NumberCounts counts(double... values) {
    var counts = new NumberCounts();
    Arrays.stream(values).forEach(counts::add);
    return counts;
  }
}
