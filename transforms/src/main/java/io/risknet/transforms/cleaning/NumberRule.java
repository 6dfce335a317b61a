package io.risknet.transforms.cleaning;

import io.risknet.transforms.records.NumericColumn;
import java.util.Arrays;

/** A {@link ColumnRule} for one number at a time. */
final class NumberRule {
  private final double[] missing;
  private final boolean infinityMissing;
  private final double min;
  private final double max;
  private final double[] allowed;

  NumberRule(ColumnRule rule) {
    missing = ColumnRule.numbers(rule.missing());
    infinityMissing = rule.infinityMissing();
    min = rule.min();
    max = rule.max();
    allowed = ColumnRule.numbers(rule.allowed());
  }

  boolean standsForMissing(double value) {
    // A handful of values at most: a loop is faster than any search.
    for (double sentinel : missing) {
      if (value == sentinel) {
        return true;
      }
    }
    // Features are floats, in which all beyond their range is infinite.
    return infinityMissing && Math.abs(value) > Float.MAX_VALUE;
  }

  boolean allows(double value) {
    return value >= min
        && value <= max
        && (allowed.length == 0 || Arrays.binarySearch(allowed, value) >= 0);
  }

  /** Why a value is not allowed. */
  String complaint(double value) {
    if (value < min) {
      return text(value) + " is below " + text(min);
    }
    return value > max
        ? text(value) + " is above " + text(max)
        : text(value) + " is not among the allowed values";
  }

  private static String text(double value) {
    return NumericColumn.of(value).text(0);
  }
}
