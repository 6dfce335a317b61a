package io.risknet.pipelines.freddiemac;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelRuleTest {

  @Test
  void saysWhatADefaultIs() {
    assertThat(LabelRule.defaults().outcome())
        .isEqualTo(
            "A default is, within the first 60 monthly rows, to be 3 months or more past due, an REO"
                + " acquisition, or one of the zero balance codes 3, 6, 9. Loans whose window has not"
                + " elapsed and that have not ended are left out.");
  }

  @Test
  void saysWhatElseItWasAskedFor() {
    var rule =
        new LabelRule(24, 2, Set.of(), LabelRule.Immature.NON_DEFAULT, LabelRule.ANY_MONTH)
            .asOf(YearMonth.of(2012, 6));

    assertThat(rule.outcome())
        .isEqualTo(
            "A default is, within the first 24 monthly rows, as of 2012-06, to be 2 months or more"
                + " past due, an REO acquisition. Loans whose window has not elapsed and that have not"
                + " ended count as good.");
  }
}
