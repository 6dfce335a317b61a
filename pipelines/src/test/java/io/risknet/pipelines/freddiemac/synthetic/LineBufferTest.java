package io.risknet.pipelines.freddiemac.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineBufferTest {
  private final LineBuffer buffer = new LineBuffer(0);

  @ParameterizedTest
  @CsvSource({"0, 0.00", "5, 0.05", "-5, -0.05", "123456, 1234.56", "-100000, -1000.00"})
  void writesCents(long cents, String text) {
    buffer.cents(cents).endLine();
    assertThat(line(0)).isEqualTo(text + "\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "7, 2, 07", "123, 3, 123", "42, 7, 0000042"})
  void writesLeadingZeros(long value, int digits, String text) {
    buffer.padded(value, digits).endLine();
    assertThat(line(0)).isEqualTo(text + "\n");
  }

  @Test
  void writesThousandths() {
    buffer.thousandths(5125).next().thousandths(10_005).endLine();
    assertThat(line(0)).isEqualTo("5.125|10.005\n");
  }

  @Test
  void writesTheFirstAndTheLastMonthOfAYear() {
    buffer.yearMonth(Months.of(2009, 1)).next().yearMonth(Months.of(2009, 12)).endLine();
    assertThat(line(0)).isEqualTo("200901|200912\n");
  }

  @Test
  void growsAndKnowsWhereLinesEnd() {
    for (int i = 0; i < 5_000; i++) {
      buffer.number(i).endLine();
    }
    assertThat(buffer.lines()).isEqualTo(5_000);
    assertThat(line(4_321)).isEqualTo("4321\n");
  }

  private String line(int number) {
    int start = buffer.start(number);
    return new String(buffer.bytes(), start, buffer.end(number) - start, US_ASCII);
  }
}
