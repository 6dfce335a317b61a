package io.risknet.pipelines.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthsTest {

  @Test
  void aMonthIsYearAndMonth() {
    assertThat(Months.parse("--testFrom", "200912")).contains(YearMonth.of(2009, 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aBlankIsNoMonth(String text) {
    assertThat(Months.parse("--testFrom", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2009-12", "200913", "200900", "2009", "20091", "20091201", "-200912", "x"})
  void anythingElseIsRefusedWithTheOption(String text) {
    assertThatThrownBy(() -> Months.parse("--testFrom", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--testFrom=" + text + " is no month; write it as YYYYMM, such as 200912.");
  }
}
