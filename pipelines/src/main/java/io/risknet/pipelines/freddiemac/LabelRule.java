package io.risknet.pipelines.freddiemac;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.risknet.transforms.records.MonthColumn;
import java.io.Serializable;
import java.time.YearMonth;
import java.util.Set;

/**
 * When a loan counts as defaulted: over its first {@code window} monthly rows in date order, any
 * row with a delinquency status of {@code delinquentMonths} or more or an REO acquisition ({@code
 * RA}), or with one of the zero balance codes.
 *
 * @param window number of monthly rows looked at
 * @param delinquentMonths months past due from which a row is in default
 * @param zeroBalanceCodes zero balance codes that are a default
 * @param immature what becomes of loans that are not known to be good yet
 * @param lastMonth number of the last month that is looked at, or {@link #ANY_MONTH}
 */
public record LabelRule(
    int window,
    int delinquentMonths,
    Set<Integer> zeroBalanceCodes,
    Immature immature,
    int lastMonth)
    implements Serializable {
  /** Stands for no last month. */
  public static final int ANY_MONTH = Integer.MAX_VALUE;

  /**
   * What becomes of a loan without a default whose window has not elapsed and that has not ended.
   */
  public enum Immature {
    /** It has no label and is left out. */
    EXCLUDE,
    /** It counts as good. */
    NON_DEFAULT
  }

  /** Checks the numbers and copies the codes. */
  public LabelRule {
    checkArgument(window >= 1, "--labelWindow should be at least 1 month, not %s.", window);
    checkArgument(
        delinquentMonths >= 1,
        "--labelDelinquentMonths should be at least 1 month, not %s.",
        delinquentMonths);
    zeroBalanceCodes = ImmutableSet.copyOf(zeroBalanceCodes);
  }

  /** Sixty months, 90 days past due, codes 3, 6 and 9, immature loans left out. */
  public static LabelRule defaults() {
    return new LabelRule(60, 3, Set.of(3, 6, 9), Immature.EXCLUDE, ANY_MONTH);
  }

  /** What counts as a default, in sentences. */
  public String outcome() {
    var asOf = lastMonth == ANY_MONTH ? "" : ", as of " + MonthColumn.yearMonth(lastMonth);
    var codes =
        zeroBalanceCodes.isEmpty()
            ? ""
            : ", or one of the zero balance codes "
                + Joiner.on(", ").join(ImmutableSortedSet.copyOf(zeroBalanceCodes));
    return ("A default is, within the first %d monthly rows%s, to be %d months or more past due, an"
            + " REO acquisition%s. Loans whose window has not elapsed and that have not ended %s.")
        .formatted(
            window,
            asOf,
            delinquentMonths,
            codes,
            immature == Immature.EXCLUDE ? "are left out" : "count as good");
  }

  /** This rule over another number of months. */
  LabelRule withWindow(int newWindow) {
    return new LabelRule(newWindow, delinquentMonths, zeroBalanceCodes, immature, lastMonth);
  }

  /** This rule with another answer to immature loans. */
  LabelRule withImmature(Immature newImmature) {
    return new LabelRule(window, delinquentMonths, zeroBalanceCodes, newImmature, lastMonth);
  }

  /** This rule as it would have labelled at the end of a month. */
  public LabelRule asOf(YearMonth month) {
    return new LabelRule(
        window, delinquentMonths, zeroBalanceCodes, immature, MonthColumn.number(month));
  }
}
