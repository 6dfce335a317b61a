package io.risknet.transforms.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A column of a scorecard.
 *
 * @param column its name in the table
 * @param coefficient of its weight of evidence, for the log odds of default after calibration;
 *     below 0 as a rule, as a higher weight means fewer defaults
 * @param vif its variance inflation factor; absent where it has no bound or is not defined
 * @param bins in their order, the last of them missing
 * @param warnings sentences on what a validator would object to
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ScorecardColumn(
    String column, double coefficient, OptionalDouble vif, List<Bin> bins, List<String> warnings) {
  /**
   * A variance inflation factor above it is told: four fifths of what the column says, the others
   * say too. Some take 10 for the bar.
   */
  public static final double MOST_INFLATION = 5;

  /** Copies the lists. */
  public ScorecardColumn {
    bins = ImmutableList.copyOf(bins);
    warnings = ImmutableList.copyOf(warnings);
  }

  /**
   * A bin.
   *
   * @param bin what it is, for people
   * @param rows number of training rows that its weight was learnt from
   * @param positives how many of them defaulted
   * @param share the share that defaults, corrected as scores are where negative rows were left out
   *     of the table; absent where it has no rows
   * @param woe its weight of evidence
   * @param points what it adds to the points of a loan, not rounded
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Bin(
      String bin, long rows, long positives, OptionalDouble share, double woe, double points) {}

  /** A column with its checks; the factor is infinite where it has no bound. */
  static ScorecardColumn of(String column, double coefficient, OptionalDouble vif, List<Bin> bins) {
    var warnings = ImmutableList.<String>builder();
    if (coefficient > 0) {
      warnings.add(
          format(
              "The coefficient of %s is %+.3f, and should be below 0: as it is, bins with fewer"
                  + " defaults are given fewer points. Take the column out, or one that goes with"
                  + " it.",
              column, coefficient));
    }
    if (vif.isEmpty()) {
      warnings.add(
          format(
              "The variance inflation factor of %s is not defined, as all training rows weigh the"
                  + " same. Take the column out.",
              column));
    } else if (Double.isInfinite(vif.getAsDouble())) {
      warnings.add(
          format(
              "The variance inflation factor of %s has no bound, as the column follows from the"
                  + " others. Take it out, or one of those.",
              column));
    } else if (vif.getAsDouble() > MOST_INFLATION) {
      warnings.add(
          format(
              "The variance inflation factor of %s is %.1f, above %.0f: other columns tell nearly"
                  + " the same, so its coefficient is uncertain. Take it out, or one of those.",
              column, vif.getAsDouble(), MOST_INFLATION));
    }
    boolean bounded = vif.isPresent() && Double.isFinite(vif.getAsDouble());
    return new ScorecardColumn(
        column, coefficient, bounded ? vif : OptionalDouble.empty(), bins, warnings.build());
  }

  private static String format(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }
}
