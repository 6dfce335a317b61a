package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How often each group of a protected column is approved, held against the most approved group: a
 * rate below four fifths of that group's is regarded as evidence of adverse impact (Uniform
 * Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D, which lenders' examiners borrow).
 * The same section minds whether a difference is statistically significant, so the number of
 * standard deviations stands beside each ratio (two proportions, pooled variance; from two on the
 * difference is hard to put down to chance: Hazelwood School District v. United States, 433 U.S.
 * 299, 1977).
 *
 * <p>Where negative rows were left out of the table, each that is there stands for those as well,
 * in rates and ratios. Then there are no standard deviations: those of two proportions do not hold
 * for such rates, and rates of the rows at hand differ wherever shares of positive rows do.
 *
 * <pre>{@code
 * var impact = AdverseImpact.of("sex", "", groups);
 * impact.groups().forEach(group -> print(group.sentence()));
 * }</pre>
 *
 * @param column the protected column
 * @param reference the value whose group the others are held against; absent where there is none
 * @param groups by value; rows without a value come last, and are no group that is compared
 * @param undefined why no group is compared
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AdverseImpact(
    String column, Optional<String> reference, List<Group> groups, Optional<String> undefined) {
  /** Smaller groups do not become the reference by themselves: 29 CFR 1607.15 A (2) (a). */
  private static final BigDecimal LEAST_SHARE = new BigDecimal("0.02");

  private static final double NOTABLE_DEVIATIONS = 2;

  /** Copies the groups; an absent list is an empty one. */
  public AdverseImpact {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /**
   * A group.
   *
   * @param evaluation how well the score does on its rows
   * @param approved how many of them are approved
   * @param approvalRate the share of all that the rows stand for; absent when there is no row
   * @param impactRatio that rate to the reference's: the adverse impact ratio; absent where the
   *     group is not compared
   * @param deviations how many standard deviations the rate is above the reference's; absent where
   *     the group is not compared, no row of both groups is treated otherwise, or negative rows
   *     were left out
   * @param fourFifths whether the ratio is at least four fifths; absent where there is none
   * @param sentence all this in words
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Group(
      SegmentEvaluation evaluation,
      long approved,
      OptionalDouble approvalRate,
      OptionalDouble impactRatio,
      OptionalDouble deviations,
      Optional<Boolean> fourFifths,
      String sentence) {

    /** The value that its rows have; empty for rows without one. */
    public String value() {
      return evaluation.segment().value();
    }
  }

  /**
   * Compares the groups of a column.
   *
   * @param reference the value that the others are held against; empty for the most approved group
   *     of those that hold at least 2 % of the rows
   */
  public static AdverseImpact of(String column, String reference, List<ApprovedSegment> segments) {
    var groups =
        segments.stream()
            .sorted(
                Comparator.comparing((ApprovedSegment group) -> group.value().isEmpty())
                    .thenComparing(ApprovedSegment::value))
            .toList();
    var comparable =
        groups.stream().filter(group -> !group.value().isEmpty() && group.rows() > 0).toList();
    var chosen = reference.isEmpty() ? mostApproved(comparable) : named(reference, comparable);
    var undefined = undefined(reference, comparable, chosen);
    var against = undefined.isPresent() ? Optional.<ApprovedSegment>empty() : chosen;
    var compared = ImmutableList.<Group>builder();
    for (var group : groups) {
      var reason =
          group.value().isEmpty()
              ? Optional.of("These rows have no value in the column.")
              : undefined;
      compared.add(group(group, against, reason, reference.isEmpty()));
    }
    return new AdverseImpact(
        column, against.map(ApprovedSegment::value), compared.build(), undefined);
  }

  /**
   * The same with the groups of the most rows alone.
   *
   * @param most how many of them, the reference among them; rows without a value stay beside
   */
  public AdverseImpact largest(int most) {
    var kept =
        groups.stream()
            .filter(group -> !group.value().isEmpty())
            .sorted(
                Comparator.comparing((Group group) -> !reference.equals(Optional.of(group.value())))
                    .thenComparingLong(group -> -group.evaluation().metrics().rows())
                    .thenComparing(Group::value))
            .limit(most)
            .collect(ImmutableSet.toImmutableSet());
    return new AdverseImpact(
        column,
        reference,
        groups.stream().filter(group -> group.value().isEmpty() || kept.contains(group)).toList(),
        undefined);
  }

  private static Optional<ApprovedSegment> named(
      String reference, List<ApprovedSegment> comparable) {
    return comparable.stream().filter(group -> group.value().equals(reference)).findFirst();
  }

  private static Optional<ApprovedSegment> mostApproved(List<ApprovedSegment> comparable) {
    var least =
        comparable.stream()
            .map(ApprovedSegment::weight)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .multiply(LEAST_SHARE);
    return comparable.stream()
        .filter(group -> group.weight().compareTo(least) >= 0)
        .max(
            Comparator.comparingDouble(AdverseImpact::rate)
                .thenComparingLong(ApprovedSegment::rows)
                .thenComparing(ApprovedSegment::value));
  }

  private static Optional<String> undefined(
      String reference, List<ApprovedSegment> comparable, Optional<ApprovedSegment> chosen) {
    if (comparable.isEmpty()) {
      return Optional.of("No row with a score and a label has a value in the column.");
    }
    if (chosen.isEmpty()) {
      return Optional.of(
          reference.isEmpty()
              ? "The column has so many values that no group holds 2 % of the rows."
              : "No row has the value '%s' that the others are to be held against."
                  .formatted(reference));
    }
    if (comparable.size() == 1) {
      return Optional.of(
          "All rows with a value have '%s', so there is no group to compare."
              .formatted(comparable.get(0).value()));
    }
    return chosen.get().approved().rows() == 0
        ? Optional.of(
            "No row of the group '%s' is approved, so there is no rate to compare with."
                .formatted(chosen.get().value()))
        : Optional.empty();
  }

  private static Group group(
      ApprovedSegment group,
      Optional<ApprovedSegment> against,
      Optional<String> reason,
      boolean mostApproved) {
    if (group.rows() == 0) {
      return alone(group, "There is no row with a score and a label.");
    }
    if (reason.isPresent() || against.isEmpty()) {
      return alone(group, reason.orElse(""));
    }
    var reference = against.get();
    double ratio = rate(group) / rate(reference);
    // Exact numbers, as 0.8 is no fraction of two.
    boolean reached =
        product(5, group.approvedWeight(), reference.weight())
                .compareTo(product(4, reference.approvedWeight(), group.weight()))
            >= 0;
    var deviations = deviations(group, reference);
    var words =
        group.equals(reference)
            ? mostApproved ? "the most approved group" : "the group that was named as reference"
            : format("%.3f times the rate of '%s': ", ratio, reference.value())
                + (reached ? "at least four fifths" : shortOf(group, deviations));
    return new Group(
        group.evaluation(),
        group.approved().rows(),
        group.rate(),
        OptionalDouble.of(ratio),
        deviations,
        Optional.of(reached),
        start(group) + ", " + words + ".");
  }

  private static Group alone(ApprovedSegment group, String reason) {
    var start = group.rows() > 0 ? start(group) + ". " : "";
    return new Group(
        group.evaluation(),
        group.approved().rows(),
        group.rate(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        start + "The adverse impact ratio is not defined: " + reason);
  }

  private static String start(ApprovedSegment group) {
    return format(
        "Of the %,d rows %s%s %.1f %% are approved",
        group.rows(),
        group.value().isEmpty() ? "without a value" : "of '" + group.value() + "'",
        isSampled(group) ? format(", negative ones times 1 / %s,", group.keptNegatives()) : "",
        100 * rate(group));
  }

  private static String shortOf(ApprovedSegment group, OptionalDouble deviations) {
    double distance = Math.abs(deviations.orElse(0));
    return "less than four fifths, which is regarded as evidence of adverse impact"
        + (isSampled(group)
            ? "; whether chance may explain it is not told, as negative rows were left out"
            : distance < NOTABLE_DEVIATIONS
                ? format(", though chance may explain %.1f standard deviations", distance)
                : format("; the rates are %.1f standard deviations apart", distance));
  }

  /** The difference of two proportions by its standard deviation were both the same. */
  private static OptionalDouble deviations(ApprovedSegment group, ApprovedSegment reference) {
    long approved = group.approved().rows() + reference.approved().rows();
    double pooled = approved / (double) (group.rows() + reference.rows());
    double variance = pooled * (1 - pooled) * (1.0 / group.rows() + 1.0 / reference.rows());
    return variance > 0 && !group.equals(reference) && !isSampled(group)
        ? OptionalDouble.of((rate(group) - rate(reference)) / Math.sqrt(variance))
        : OptionalDouble.empty();
  }

  private static boolean isSampled(ApprovedSegment group) {
    return group.keptNegatives() < 1;
  }

  private static BigDecimal product(long factor, BigDecimal... factors) {
    return Stream.of(factors).reduce(BigDecimal.valueOf(factor), BigDecimal::multiply);
  }

  private static double rate(ApprovedSegment group) {
    return group.rate().orElseThrow();
  }

  private static String format(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }
}
