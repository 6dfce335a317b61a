package io.risknet.pipelines.freddiemac;

import io.risknet.pipelines.options.LabelledInputOptions;
import io.risknet.pipelines.options.Months;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The label rule that options ask for. */
public final class LabelOptions {
  private LabelOptions() {}

  /**
   * The rule.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  public static LabelRule rule(LabelledInputOptions options) {
    var rule =
        new LabelRule(
            options.getLabelWindow(),
            options.getLabelDelinquentMonths(),
            codes(options.getLabelZeroBalanceCodes()),
            immature(options.getImmature()),
            LabelRule.ANY_MONTH);
    return Months.parse("--labelAsOf", options.getLabelAsOf()).map(rule::asOf).orElse(rule);
  }

  /** Whether the rule is that of nobody asking for another. */
  public static boolean areDefaults(LabelledInputOptions options) {
    return rule(options).equals(rule(PipelineOptionsFactory.as(LabelledInputOptions.class)));
  }

  private static Set<Integer> codes(String text) {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(code -> !code.isEmpty())
          .map(Integer::valueOf)
          .collect(Collectors.toSet());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--labelZeroBalanceCodes=%s should list whole numbers, such as 3,6,9.".formatted(text),
          e);
    }
  }

  private static LabelRule.Immature immature(String text) {
    return switch (text) {
      case "exclude" -> LabelRule.Immature.EXCLUDE;
      case "nonDefault" -> LabelRule.Immature.NON_DEFAULT;
      default ->
          throw new IllegalArgumentException(
              "--immature=%s is not known; it is exclude or nonDefault.".formatted(text));
    };
  }
}
