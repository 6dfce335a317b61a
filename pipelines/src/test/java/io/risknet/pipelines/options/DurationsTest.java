package io.risknet.pipelines.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"0s, 0", "90s, 90", "30m, 1800", "2h, 7200"})
  void aTimeIsANumberOfSecondsMinutesOrHours(String text, long seconds) {
    assertThat(Durations.parse("--maxSearchTime", text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "2d", "-1s", "1.5h", "2 h", "h", "1h30m"})
  void anythingElseIsRefusedWithTheOption(String text) {
    assertThatThrownBy(() -> Durations.parse("--maxSearchTime", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--maxSearchTime="
                + text
                + " is not a time; give seconds, minutes or hours, such as 90s, 30m or 2h.");
  }
}
