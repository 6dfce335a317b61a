package io.risknet.transforms.splits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.splits.SplitPlan.Size;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
    var plan =
        SplitPlan.of(
            months(rows(40, 10), rows(20, 5), rows(10, 5), rows(8, 2)), BY_TIME, Folding.of(5));

    assertThat(plan.validationFrom()).isEqualTo(JAN + 1);
    assertThat(plan.testFrom()).isEqualTo(JAN + 2);
    assertThat(plan.sizes())
        .containsEntry(Part.TRAIN, new Size(50, 10))
        .containsEntry(Part.VALIDATION, new Size(25, 5))
        .containsEntry(Part.TEST, new Size(25, 7));
  }

  @Test
  void noPartIsEmptyHoweverLopsidedTheMonths() {
    var plan = SplitPlan.of(months(rows(1, 5), rows(1, 5), rows(900, 90)), BY_TIME, Folding.of(1));

    assertThat(plan.sizes().values()).extracting(Size::rows).containsExactly(6L, 6L, 990L);
  }

  @Test
  void givenMonthsWinOverShares() {
    var rule =
        BY_TIME.withValidationFrom(YearMonth.of(2009, 3)).withTestFrom(YearMonth.of(2009, 4));
    var plan =
        SplitPlan.of(months(rows(9, 9), rows(9, 9), rows(9, 9), rows(9, 9)), rule, Folding.of(2));

    assertThat(plan.validationFrom()).isEqualTo(JAN + 2);
    assertThat(plan.testFrom()).isEqualTo(JAN + 3);
  }

  @Test
  void theBoundaryThatIsNotGivenLiesBehindTheOneThatIs() {
    var months = months(rows(9, 9), rows(9, 9), rows(90, 90), rows(9, 9), rows(9, 9));
    // By the shares alone the test part would start with April.
    var plan =
        SplitPlan.of(months, BY_TIME.withValidationFrom(YearMonth.of(2009, 4)), Folding.of(2));

    assertThat(plan.validationFrom()).isEqualTo(JAN + 3);
    assertThat(plan.testFrom()).isEqualTo(JAN + 4);
    assertThatThrownBy(
            () ->
                SplitPlan.of(
                    months, BY_TIME.withValidationFrom(YearMonth.of(2009, 5)), Folding.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Move --validationFrom or --testFrom");
  }

  @Test
  void twoMonthsAreTooFewForThreeParts() {
    assertThatThrownBy(() -> SplitPlan.of(months(rows(9, 9), rows(9, 9)), BY_TIME, Folding.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'first_payment' spans 2 month(s)");
  }

  @Test
  void oneClassInTheLabelIsSaidSo() {
    assertThatThrownBy(
            () -> SplitPlan.of(months(rows(9, 0), rows(9, 0), rows(9, 0)), BY_TIME, Folding.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only one class");
  }

  @Test
  void fewerRowsOfAClassThanFoldsIsSaidSo() {
    assertThatThrownBy(
            () -> SplitPlan.of(months(rows(9, 3), rows(9, 3), rows(9, 3)), BY_TIME, Folding.of(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 rows of the rarer class, fewer than its 5 folds");
  }

  @Test
  void foldsByTimeAreCutWhereAnEqualShareOfTheRowsEnds() {
    // 160 rows in 7 months before validation: 20 | 50 | 60 | 70 | 110 | 140 | 160 cumulated; 40,
    // 80 and 120 are nearest to 50, 70 and 110.
    var plan =
        SplitPlan.of(
            months(
                rows(18, 2),
                rows(28, 2),
                rows(9, 1),
                rows(8, 2),
                rows(36, 4),
                rows(27, 3),
                rows(18, 2),
                rows(50, 5),
                rows(50, 5)),
            SplitRule.ByTime.of("first_payment", new SplitRule.Shares(0.6, 0.2, 0.2)),
            new Folding.Forward(2));

    assertThat(plan.validationFrom()).isEqualTo(JAN + 7);
    assertThat(plan.blocksFrom()).containsExactly(JAN, JAN + 2, JAN + 4, JAN + 5);
    assertThat(IntStream.range(JAN, JAN + 7).map(plan::block)).containsExactly(0, 0, 1, 1, 2, 3, 3);
  }

  @Test
  void noFoldByTimeIsEmptyHoweverLopsidedTheMonths() {
    var first =
        months(rows(900, 90), rows(1, 5), rows(1, 5), rows(1, 5), rows(600, 9), rows(600, 9));
    var last =
        months(rows(1, 5), rows(1, 5), rows(1, 5), rows(900, 90), rows(600, 9), rows(600, 9));
    var rule = BY_TIME.withValidationFrom(YearMonth.of(2009, 5));

    for (var months : List.of(first, last)) {
      assertThat(SplitPlan.of(months, rule, new Folding.Forward(2)).blocksFrom())
          .containsExactly(JAN, JAN + 1, JAN + 2, JAN + 3);
    }
  }

  @Test
  void fewerMonthsThanFoldsByTimeNeedIsSaidSo() {
    var months = months(rows(9, 9), rows(9, 9), rows(9, 9), rows(9, 9), rows(9, 9));

    assertThatThrownBy(() -> SplitPlan.of(months, BY_TIME, new Folding.Forward(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The training part spans 3 month(s), and 2 folds by time need 4: two more, at the"
                + " start, are only learnt from. Give files of more months, or take fewer folds.");
  }
}
