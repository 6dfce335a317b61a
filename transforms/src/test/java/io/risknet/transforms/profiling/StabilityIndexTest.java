package io.risknet.transforms.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilityIndexTest {
  private static final double HAND = 1e-12;

  private static double value(long[] reference, long[] current) {
    return StabilityIndex.of(reference, current).value().orElseThrow();
  }

  @Test
  void isTheSumOverBinsOfTheChangeTimesItsLogarithm() {
    // 0.3 * ln 1.6 + (-0.3) * ln 0.4 = 0.3 * ln 4
    assertThat(value(new long[] {50, 50}, new long[] {80, 20}))
        .isCloseTo(0.4158883083359671, within(HAND));
  }

  @Test
  void goesBySharesNotByRows() {
    // -0.1 * ln 0.5 + 0.1 * ln 1.125 = 0.1 * ln 2.25
    assertThat(value(new long[] {2, 8}, new long[] {100, 900}))
        .isCloseTo(0.0810930216216329, within(HAND));
  }

  @Test
  void anEmptyBinCountsAsOneRowInTenThousand() {
    // -0.1 * ln 0.9 + 0.0999 * ln 1000
    assertThat(value(new long[] {100, 0}, new long[] {90, 10}))
        .isCloseTo(0.7006208039361, within(HAND));
  }

  @Test
  void aBinThatIsEmptyThenAndNowAddsNothing() {
    assertThat(value(new long[] {50, 0, 50}, new long[] {80, 0, 20}))
        .isEqualTo(value(new long[] {50, 50}, new long[] {80, 20}));
  }

  @Test
  void isZeroWhenSharesAreTheSame() {
    assertThat(value(new long[] {1, 2, 0}, new long[] {3, 6, 0})).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, STABLE",
    "0.0999999, STABLE",
    "0.1, SMALL_CHANGE",
    "0.25, SMALL_CHANGE",
    "0.2500001, SHIFT"
  })
  void isReadInBands(double index, StabilityBand band) {
    assertThat(StabilityBand.of(index)).isEqualTo(band);
  }

  @Test
  void tellsWhatToExpectByChance() {
    // Two more bins than one, of 100 and of 50 rows; the bin without rows is none.
    assertThat(
            StabilityIndex.of(new long[] {50, 30, 0, 20}, new long[] {10, 20, 0, 20})
                .byChance()
                .orElseThrow())
        .isCloseTo(0.06, within(HAND));
  }

  @Test
  void isNotDefinedWithoutRowsInTheReference() {
    var index = StabilityIndex.of(new long[2], new long[] {1, 2});

    assertThat(index.value()).isEmpty();
    assertThat(index.undefined()).contains("The reference has no rows.");
  }

  @Test
  void isNotDefinedWithoutRowsToCompare() {
    assertThat(StabilityIndex.of(new long[] {1, 2}, new long[2]).undefined())
        .contains("There are no rows to compare.");
  }

  @Test
  void takesTheSameBinsOnBothSides() {
    assertThatThrownBy(() -> StabilityIndex.of(new long[2], new long[3]))
        .hasMessage("There are 2 bins in the reference and 3 now.");
  }

  /** Rows in the bins of two tables. */
  record Pair(List<Long> then, List<Long> now) {}

  @Provide
  Arbitrary<Pair> bins() {
    return Arbitraries.integers()
        .between(1, 8)
        .flatMap(
            size -> {
              var rows = Arbitraries.longs().between(0, 1_000_000).list().ofSize(size);
              return Combinators.combine(rows, rows).as(Pair::new);
            });
  }

  @Property(tries = 500)
  void isNeverBelowZeroAndTheSameTheOtherWayRound(@ForAll("bins") Pair pair) {
    var then = pair.then().stream().mapToLong(rows -> rows).toArray();
    var now = pair.now().stream().mapToLong(rows -> rows).toArray();
    var index = StabilityIndex.of(then, now);
    index
        .value()
        .ifPresent(
            value ->
                assertThat(value)
                    .isNotNegative()
                    .isCloseTo(value(now, then), within(HAND * (1 + value))));
  }
}
