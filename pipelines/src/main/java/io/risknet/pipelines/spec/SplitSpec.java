package io.risknet.pipelines.spec;

import io.risknet.transforms.splits.SplitRule;
import java.time.YearMonth;
import java.util.Optional;

/**
 * How rows are split, as a spec describes it.
 *
 * @param by a month column, or {@code hash}
 * @param train share of the training part
 * @param validation share of the validation part
 * @param test share of the test part
 * @param folds folds of cross-validation
 * @param seed of a split by hash
 */
public record SplitSpec(
    String by, double train, double validation, double test, int folds, long seed) {

  /** Gives what is absent its default. */
  public SplitSpec {
    by = by == null ? "hash" : by;
    folds = folds > 0 ? folds : 5;
  }

  /** The rule, with months that win over the shares where given. */
  public SplitRule rule(Optional<YearMonth> validationFrom, Optional<YearMonth> testFrom) {
    var shares = new SplitRule.Shares(train, validation, test);
    if (by.equals("hash")) {
      return new SplitRule.ByHash(shares, seed);
    }
    var rule = SplitRule.ByTime.of(by, shares);
    rule = validationFrom.map(rule::withValidationFrom).orElse(rule);
    return testFrom.map(rule::withTestFrom).orElse(rule);
  }
}
