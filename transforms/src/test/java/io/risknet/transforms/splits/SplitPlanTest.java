package io.risknet.transforms.splits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.splits.SplitPlan.Size;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SplitPlanTest {
  private static final SplitRule.Shares SHARES = new SplitRule.Shares(0.6, 0.2, 0.2);
  private static final SplitRule.ByTime BY_TIME = SplitRule.ByTime.of("first_payment", SHARES);
  private static final int JAN = MonthColumn.number(YearMonth.of(2009, 1));

  /** One bucket with these numbers of goods and bads a month. */
  private static SplitCounts months(long[]... classes) {
    SortedMap<Integer, long[]> slices = new TreeMap<>();
    for (int month = 0; month < classes.length; month++) {
      slices.put(JAN + month, classes[month]);
    }
    var byBucket = new TreeMap<Integer, SortedMap<Integer, long[]>>();
    byBucket.put(0, slices);
    return new SplitCounts(byBucket);
  }

  private static long[] rows(long good, long bad) {
    return new long[] {good, bad};
  }

  @Test
  void boundariesAreTheNearestMonthsToTheShares() {
    // 100 rows: 50 | 75 | 90 | 100 cumulated; 60 is nearest to 50, 80 is nearest to 75.
    var plan = SplitPlan.of(months(rows(40, 10), rows(20, 5), rows(10, 5), rows(8, 2)), BY_TIME, 5);

    assertThat(plan.validationFrom()).isEqualTo(JAN + 1);
    assertThat(plan.testFrom()).isEqualTo(JAN + 2);
    assertThat(plan.sizes())
        .containsEntry(Part.TRAIN, new Size(50, 10))
        .containsEntry(Part.VALIDATION, new Size(25, 5))
        .containsEntry(Part.TEST, new Size(25, 7));
  }

  @Test
  void noPartIsEmptyHoweverLopsidedTheMonths() {
    var plan = SplitPlan.of(months(rows(1, 5), rows(1, 5), rows(900, 90)), BY_TIME, 1);

    assertThat(plan.sizes().values()).extracting(Size::rows).containsExactly(6L, 6L, 990L);
  }

  @Test
  void givenMonthsWinOverShares() {
    var rule =
        BY_TIME.withValidationFrom(YearMonth.of(2009, 3)).withTestFrom(YearMonth.of(2009, 4));
    var plan = SplitPlan.of(months(rows(9, 9), rows(9, 9), rows(9, 9), rows(9, 9)), rule, 2);

    assertThat(plan.validationFrom()).isEqualTo(JAN + 2);
    assertThat(plan.testFrom()).isEqualTo(JAN + 3);
  }

  @Test
  void theBoundaryThatIsNotGivenLiesBehindTheOneThatIs() {
    var months = months(rows(9, 9), rows(9, 9), rows(90, 90), rows(9, 9), rows(9, 9));
    // By the shares alone the test part would start with April.
    var plan = SplitPlan.of(months, BY_TIME.withValidationFrom(YearMonth.of(2009, 4)), 2);

    assertThat(plan.validationFrom()).isEqualTo(JAN + 3);
    assertThat(plan.testFrom()).isEqualTo(JAN + 4);
    assertThatThrownBy(
            () -> SplitPlan.of(months, BY_TIME.withValidationFrom(YearMonth.of(2009, 5)), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Move --validationFrom or --testFrom");
  }

  @Test
  void twoMonthsAreTooFewForThreeParts() {
    assertThatThrownBy(() -> SplitPlan.of(months(rows(9, 9), rows(9, 9)), BY_TIME, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'first_payment' spans 2 month(s)");
  }

  @Test
  void oneClassInTheLabelIsSaidSo() {
    assertThatThrownBy(() -> SplitPlan.of(months(rows(9, 0), rows(9, 0), rows(9, 0)), BY_TIME, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only one class");
  }

  @Test
  void fewerRowsOfAClassThanFoldsIsSaidSo() {
    assertThatThrownBy(() -> SplitPlan.of(months(rows(9, 3), rows(9, 3), rows(9, 3)), BY_TIME, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 rows of the rarer class, fewer than its 5 folds");
  }
}
