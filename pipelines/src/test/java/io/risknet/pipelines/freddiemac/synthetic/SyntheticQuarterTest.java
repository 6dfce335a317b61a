package io.risknet.pipelines.freddiemac.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticQuarterTest {
  private static final SyntheticQuarter QUARTER = SyntheticQuarter.of("2009Q1");

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_000_000})
  void refusesLoansThatTheNumbersCannotHold(int loans) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QUARTER.withLoans(loans))
        .withMessage("--loans is %s: give a number from 1 to 9,999,999.", loans);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "2009", "2009Q5", "2009q1", "09Q1", "1998Q4", "2099Q1", "2009Q1 "})
  void refusesWhatIsNoQuarter(String quarter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticQuarter.of(quarter))
        .withMessageStartingWith("--quarter is " + quarter + ": give ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 0.51, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAFractionThatIsNone(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QUARTER.withDirtyFraction(fraction))
        .withMessage("--dirtyFraction is %s: give a share from 0 (none) to 0.5.", fraction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1999Q1", "2098Q4"})
  void takesTheFirstAndTheLastQuarter(String quarter) {
    assertThat(SyntheticQuarter.of(quarter).quarter()).isEqualTo(quarter);
  }

  @Test
  void filesAreNamedAsTheRealOnes() {
    assertThat(QUARTER.loansFile()).isEqualTo("historical_data_2009Q1.txt");
    assertThat(QUARTER.performanceFile()).isEqualTo("historical_data_time_2009Q1.txt");
  }
}
