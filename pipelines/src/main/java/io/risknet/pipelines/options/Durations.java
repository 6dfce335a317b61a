package io.risknet.pipelines.options;

import java.time.Duration;
import java.util.regex.Pattern;

/** Times that users give: {@code 90s}, {@code 30m}, {@code 2h}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smh])");

  private Durations() {}

  /**
   * The time that an option gives.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static Duration parse(String option, String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s=%s is not a time; give seconds, minutes or hours, such as 90s, 30m or 2h."
              .formatted(option, text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
