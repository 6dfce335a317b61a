package io.risknet.transforms.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriorCorrectionTest {

  /** One positive row for one negative, where there are ten times as many negatives. */
  @Test
  void evenOddsInATenthOfTheNegativesAreOneToTen() {
    assertThat(new PriorCorrection(0.1).apply(0.5)).isCloseTo(1.0 / 11, within(1e-15));
  }

  @Test
  void certaintyStays() {
    assertThat(new PriorCorrection(0.1).apply(0)).isZero();
    assertThat(new PriorCorrection(0.1).apply(1)).isEqualTo(1);
  }

  /** His theorem 2, from a base rate b in the sample to another one. */
  @Property
  void itIsElkansChangeOfTheBaseRate(
      @ForAll @DoubleRange(min = 0, max = 1) double p,
      @ForAll @DoubleRange(min = 0.01, max = 1) double kept,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double rate) {
    double b = rate / (rate + kept * (1 - rate));
    double elkan = rate * (p - p * b) / (b - p * b + rate * p - b * rate);

    assertThat(new PriorCorrection(kept).apply(p)).isCloseTo(elkan, within(1e-9));
  }

  /** Their intercept less ln[((1 - t) / t) (y / (1 - y))], y being the sample's base rate. */
  @Property
  void itIsKingAndZengsCorrectionOfTheIntercept(
      @ForAll @DoubleRange(min = -5, max = 5) double logOdds,
      @ForAll @DoubleRange(min = 0.01, max = 1) double kept,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double t) {
    double y = t / (t + kept * (1 - t));
    double corrected = logOdds - Math.log((1 - t) / t * (y / (1 - y)));

    assertThat(new PriorCorrection(kept).apply(1 / (1 + Math.exp(-logOdds))))
        .isCloseTo(1 / (1 + Math.exp(-corrected)), within(1e-9));
  }

  @Property
  void itCanBeTakenBack(
      @ForAll @DoubleRange(min = 0, max = 1) double p,
      @ForAll @DoubleRange(min = 0.01, max = 1) double kept) {
    var correction = new PriorCorrection(kept);

    assertThat(correction.invert(correction.apply(p))).isCloseTo(p, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void aShareThatIsNoneIsRefused(double kept) {
    assertThatThrownBy(() -> new PriorCorrection(kept))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0 and up to 1");
  }
}
