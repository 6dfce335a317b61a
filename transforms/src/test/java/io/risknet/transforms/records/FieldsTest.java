package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static double number(String text) {
    var bytes = ("|" + text + "|").getBytes(UTF_8);
    return Fields.number(bytes, 1, bytes.length - 1);
  }

  private static int integer(String text) {
    var bytes = ("|" + text + "|").getBytes(UTF_8);
    return Fields.integer(bytes, 1, bytes.length - 1);
  }

  private static int month(String text) {
    var bytes = ("|" + text + "|").getBytes(UTF_8);
    return Fields.month(bytes, 1, bytes.length - 1);
  }

  @Property
  void numbersAreWhatJavaMakesOfDecimals(@ForAll @Scale(20) BigDecimal decimal) {
    for (var text : new String[] {decimal.toPlainString(), decimal.toString()}) {
      assertThat(number(text)).isEqualTo(Double.parseDouble(text));
    }
  }

  @Property
  void numbersAreWhatJavaMakesOfDecimalsOfUpTo18Digits(
      @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long digits,
      @ForAll @IntRange(max = 18) int decimals) {
    var text = BigDecimal.valueOf(digits, decimals).toPlainString();

    assertThat(number(text)).isEqualTo(Double.parseDouble(text));
  }

  @Property
  void numbersAreWhatJavaMakesOfDoubles(@ForAll double value) {
    var text = Double.toString(value);

    assertThat(Double.doubleToLongBits(number(text))).isEqualTo(Double.doubleToLongBits(value));
  }

  @Property
  void numbersAreWhatJavaMakesOfLongs(@ForAll long value) {
    assertThat(number(Long.toString(value))).isEqualTo((double) value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "+7",
        "007",
        "1.",
        ".5",
        "-.5",
        "9007199254740993",
        "9007199254740992",
        "90071992547409.93",
        "0.1",
        "123456789012345.678",
        "999999999999999999",
        "1e3",
        "1E-3",
        "4.9e-324",
        "1e400",
        "0.000000000000000001",
        "18446744073709551617",
        "2.2250738585072011e-308"
      })
  void numbersAtTheEdgesAreWhatJavaMakesOfThem(String text) {
    assertThat(Double.doubleToRawLongBits(number(text)))
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "1a", "1.2.3", "--1", "1-", "-", "+", ".", "-.", "e5", "1e", "1d", "1f", "0x1p3",
        "1 2", "1,5", "é", "infinit", "1e+-3"
      })
  void whatIsNoNumberIsMalformed(String text) {
    assertThatThrownBy(() -> number(text)).hasMessage("is no number");
  }

  @Test
  void blanksAroundANumberDoNotCount() {
    assertThat(number("  41.5\t")).isEqualTo(41.5);
    assertThat(number("   ")).isNaN();
    assertThat(number("")).isNaN();
  }

  @Test
  void wordsForNotANumberAndInfinityAreKnown() {
    assertThat(number("NaN")).isNaN();
    assertThat(number("inf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(number("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void wholeNumbers() {
    assertThat(integer(" 42 ")).isEqualTo(42);
    assertThat(integer("-2147483647")).isEqualTo(-2147483647);
    assertThat(integer("2147483647")).isEqualTo(2147483647);
    assertThat(integer("0005")).isEqualTo(5);
    assertThat(integer(" ")).isEqualTo(Fields.MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "x", "-", "2147483648", "99999999999999999999999", "1 2"})
  void whatIsNoWholeNumberIsMalformed(String text) {
    assertThatThrownBy(() -> integer(text)).hasMessage("is no whole number");
  }

  @ParameterizedTest
  @CsvSource({"200901, 24108", "2009-12, 24119", "2010-01-31, 24120", "' 199902 ', 23989"})
  void months(String text, int expected) {
    assertThat(month(text)).isEqualTo(expected);
  }

  @Test
  void aBlankMonthIsMissing() {
    assertThat(month(" ")).isEqualTo(MonthColumn.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200900",
        "200913",
        "20091",
        "2009011",
        "2009/01",
        "20x901",
        "2009-1",
        "2009-01-00",
        "2009-01-32",
        "2009-01x01",
        "2009-01-1",
        "ABCDEF"
      })
  void whatIsNoMonthIsMalformed(String text) {
    assertThatThrownBy(() -> month(text)).hasMessageStartingWith("is no month (YYYYMM");
  }
}
