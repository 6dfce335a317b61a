package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What tests of intervals ask of them. */
final class Intervals {
  private Intervals() {}

  /**
   * Checks for a level of 95 % that the limits are 1.96 standard errors from the estimate.
   *
   * @param tolerance what the draws do to the standard error, as a share of it; limits may be off
   *     by four times that
   */
  static void assertNormal(Interval interval, double estimate, double error, double tolerance) {
    assertThat(interval.estimate().orElseThrow()).isCloseTo(estimate, within(1e-9));
    assertThat(interval.standardError().orElseThrow()).isCloseTo(error, within(tolerance * error));
    assertThat(interval.lower().orElseThrow())
        .isCloseTo(estimate - 1.96 * error, within(4 * tolerance * error));
    assertThat(interval.upper().orElseThrow())
        .isCloseTo(estimate + 1.96 * error, within(4 * tolerance * error));
  }
}
