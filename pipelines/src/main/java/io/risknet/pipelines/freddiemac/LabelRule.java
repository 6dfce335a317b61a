package io.risknet.pipelines.freddiemac;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
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
