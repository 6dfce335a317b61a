package io.risknet.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.splits.Folding;
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
 * @param folds folds of cross-validation; 5 if it is null
 * @param foldsBy how they are made: {@code stratified}, {@code time} or {@code {group: COLUMN}}
 * @param seed of a split by hash
 */
public record SplitSpec(
    String by,
    double train,
    double validation,
    double test,
    Integer folds,
    JsonNode foldsBy,
    long seed) {

  /** Gives what is absent its default, and checks that folds by time are split by time. */
  public SplitSpec {
    by = by == null ? "hash" : by;
    folds = folds == null ? 5 : folds;
    if (folds < 2) {
      throw new IllegalArgumentException(
          "folds is %d; it takes a whole number from 2 on".formatted(folds));
    }
    foldsBy = foldsBy == null || foldsBy.isNull() ? FoldsBy.STRATIFIED : foldsBy;
    if (FoldsBy.folding(foldsBy, folds) instanceof Folding.Forward && by.equals("hash")) {
      throw new IllegalArgumentException(
          "folds by time need a split by a month column, and this one goes by hash");
    }
  }

  /** The same split with folds made in another way. */
  SplitSpec withFoldsBy(JsonNode newFoldsBy) {
    return new SplitSpec(by, train, validation, test, folds, newFoldsBy, seed);
  }

  /** How the folds are made. */
  public Folding folding() {
    return FoldsBy.folding(foldsBy, folds);
  }

  /**
   * The rule, with months that win over the shares where given.
   *
   * @throws IllegalArgumentException when months are given to a split by hash
   */
  public SplitRule rule(Optional<YearMonth> validationFrom, Optional<YearMonth> testFrom) {
    var shares = new SplitRule.Shares(train, validation, test);
    if (by.equals("hash")) {
      if (validationFrom.isPresent() || testFrom.isPresent()) {
        throw new IllegalArgumentException(
            "--validationFrom and --testFrom are months, and the spec splits its rows by hash; name"
                + " a month column in split.by, or leave the options away.");
      }
      return new SplitRule.ByHash(shares, seed);
    }
    var rule = SplitRule.ByTime.of(by, shares);
    rule = validationFrom.map(rule::withValidationFrom).orElse(rule);
    return testFrom.map(rule::withTestFrom).orElse(rule);
  }
}
