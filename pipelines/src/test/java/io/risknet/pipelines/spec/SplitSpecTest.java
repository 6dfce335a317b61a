package io.risknet.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.splits.SplitRule;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SplitSpecTest {
  private static final SplitRule.Shares SHARES = new SplitRule.Shares(0.6, 0.2, 0.2);
  private static final Optional<YearMonth> NONE = Optional.empty();
  private static final YearMonth MAY = YearMonth.of(2009, 5);

  private static SplitSpec by(String column) {
    return new SplitSpec(column, 0.6, 0.2, 0.2, null, null, 1);
  }

  @Test
  void aSplitByMonthGoesByItsShares() {
    assertThat(by("opened").rule(NONE, NONE)).isEqualTo(SplitRule.ByTime.of("opened", SHARES));
  }

  @Test
  void aSplitByMonthTakesTheBoundariesOfTheOptions() {
    var july = MAY.plusMonths(2);

    assertThat(by("opened").rule(Optional.of(MAY), Optional.of(july)))
        .isEqualTo(
            SplitRule.ByTime.of("opened", SHARES).withValidationFrom(MAY).withTestFrom(july));
  }

  @Test
  void aSplitByHashHasNoBoundaries() {
    assertThat(by("hash").rule(NONE, NONE)).isEqualTo(new SplitRule.ByHash(SHARES, 1));
    assertThatThrownBy(() -> by("hash").rule(Optional.of(MAY), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--validationFrom and --testFrom are months, and the spec splits its rows by hash; name"
                + " a month column in split.by, or leave the options away.");
    assertThatThrownBy(() -> by("hash").rule(NONE, Optional.of(MAY)))
        .hasMessageContaining("the spec splits its rows by hash");
  }
}
