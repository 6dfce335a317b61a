package io.risknet.transforms.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Property(tries = 500)
  void isTheExactSumRoundedOnce(@ForAll @Size(max = 40) List<Double> values) {
    var exact = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(sum(values).value()).isEqualTo(exact.doubleValue() + 0.0);
  }

  @Property(tries = 200)
  void isOrderFreeOverTheWholeRangeOfExponents(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    var values = new ArrayList<Double>();
    for (int i = 0; i < 300; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      values.add(Double.isFinite(value) ? value : Double.MIN_VALUE);
    }
    var bytes = bytes(sum(values));
    Collections.shuffle(values, random);
    var merged = sum(values.subList(0, 100)).merge(sum(values.subList(100, 300)));

    assertThat(bytes(merged)).isEqualTo(bytes);
    assertThat(bytes(read(bytes))).isEqualTo(bytes);
  }

  @Test
  void forgetsNothingSmall() {
    assertThat(sum(List.of(1e100, 1.0, -1e100)).value()).isEqualTo(1);
    assertThat(sum(List.of(Double.MAX_VALUE, Double.MIN_VALUE, -Double.MAX_VALUE)).value())
        .isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void carriesManyOfTheLargestDigits() {
    double allOnes = Math.nextDown(2.0);
    var sum = new ExactSum();
    for (int i = 0; i < 1_000_000; i++) {
      sum.add(-allOnes);
    }

    assertThat(sum.value())
        .isEqualTo(new BigDecimal(-allOnes).multiply(new BigDecimal(1_000_000)).doubleValue());
  }

  @Test
  void roundsHalfToEven() {
    double ulp = Math.ulp(1.0);
    assertThat(sum(List.of(1.0, ulp / 2)).value()).isEqualTo(1.0);
    assertThat(sum(List.of(1.0, ulp / 2, Double.MIN_VALUE)).value()).isEqualTo(1.0 + ulp);
    assertThat(sum(List.of(-1.0, -ulp / 2, -Double.MIN_VALUE)).value()).isEqualTo(-1.0 - ulp);
  }

  @Test
  void keepsInfinity() {
    assertThat(sum(List.of(1.0, Double.POSITIVE_INFINITY)).value()).isInfinite();
    assertThat(sum(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).value()).isNaN();
  }

  @Test
  void varianceDoesNotCancel() {
    // The mean of 4, 7, 13, 16 is 10, and the squares of -6, -3, 3, 6 have the mean 22.5.
    var values = List.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);

    assertThat(ExactSum.variance(4, sum(values), exactSquares(values))).isEqualTo(22.5);
  }

  private static ExactSum exactSquares(List<Double> values) {
    // (a + b)^2 in parts that are each exact in a double.
    var sum = new ExactSum();
    for (double value : values) {
      double small = value - 1e9;
      sum.add(1e18);
      sum.add(2e9 * small);
      sum.add(small * small);
    }
    return sum;
  }

  private static ExactSum sum(List<Double> values) {
    var sum = new ExactSum();
    values.forEach(sum::add);
    return sum;
  }

  private static byte[] bytes(ExactSum sum) throws IOException {
    var bytes = new ByteArrayOutputStream();
    sum.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static ExactSum read(byte[] bytes) throws IOException {
    return ExactSum.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
