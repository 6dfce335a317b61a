package io.risknet.pipelines.options;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Months in options. */
public final class Months {
  // Of fixed width: the pattern uuuuMM would also take a sign, and longer years behind one.
  private static final DateTimeFormatter COMPACT =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendValue(ChronoField.MONTH_OF_YEAR, 2)
          .toFormatter(Locale.ROOT);

  private Months() {}

  /**
   * The month of an option's text, none when it is blank.
   *
   * @throws IllegalArgumentException naming the option, when it is not YYYYMM
   */
  public static Optional<YearMonth> parse(String option, String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(YearMonth.parse(text, COMPACT));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s=%s is no month; write it as YYYYMM, such as 200912.".formatted(option, text), e);
    }
  }
}
