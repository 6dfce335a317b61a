package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdverseImpactTest {

  /** So many rows, every other of label 1, of which so many score below the threshold. */
  private static ApprovedSegment group(String value, int rows, int approved) {
    var scores = IntStream.range(0, rows).mapToDouble(i -> i < approved ? 0.1 : 0.9).toArray();
    var labels = IntStream.range(0, rows).mapToDouble(i -> i % 2).toArray();
    var distribution = ScoreDistribution.of(scores, labels);
    return ApprovedSegment.of(
        new Segment("sex", value), distribution, new ApprovalRule.Below(0.5).on(distribution));
  }

  /** A group of a table that has all positive rows, and a tenth of the negative ones. */
  private static ApprovedSegment sampled(
      String value, int negatives, int approvedNegatives, int positives, int approvedPositives) {
    var scores = new double[negatives + positives];
    var labels = new double[scores.length];
    Arrays.fill(scores, 0.9);
    Arrays.fill(scores, 0, approvedNegatives, 0.1);
    Arrays.fill(scores, negatives, negatives + approvedPositives, 0.1);
    Arrays.fill(labels, negatives, labels.length, 1);
    var distribution = ScoreDistribution.of(scores, labels);
    return ApprovedSegment.of(
        new Segment("sex", value), distribution, new ApprovalRule.Below(0.5).on(distribution, 0.1));
  }

  private static List<String> values(AdverseImpact impact) {
    return impact.groups().stream().map(AdverseImpact.Group::value).toList();
  }

  private static AdverseImpact of(ApprovedSegment... groups) {
    return AdverseImpact.of("sex", "", List.of(groups));
  }

  @Test
  void holdsEachGroupAgainstTheMostApproved() {
    // The example of the questions and answers on the Uniform Guidelines.
    var impact = of(group("black", 40, 12), group("white", 80, 48));

    assertThat(impact.reference()).contains("white");
    var black = impact.groups().get(0);
    assertThat(black.approvalRate()).hasValue(0.3);
    assertThat(black.impactRatio().orElseThrow()).isCloseTo(0.5, within(1e-15));
    assertThat(black.fourFifths()).contains(false);
    // Pooled: half of 120 are approved, so a variance of 1/4 (1/40 + 1/80) = 3/320.
    assertThat(black.deviations().orElseThrow())
        .isCloseTo(-0.3 / Math.sqrt(3 / 320.0), within(1e-12));
    assertThat(black.sentence())
        .isEqualTo(
            "Of the 40 rows of 'black' 30.0 % are approved, 0.500 times the rate of 'white': less"
                + " than four fifths, which is regarded as evidence of adverse impact; the rates"
                + " are 3.1 standard deviations apart.");
    assertThat(impact.groups().get(1).sentence())
        .isEqualTo("Of the 80 rows of 'white' 60.0 % are approved, the most approved group.");
  }

  @Test
  void exactlyFourFifthsAreEnough() {
    // 0.72 / 0.9 is less than 0.8 in doubles.
    var impact = of(group("a", 100, 90), group("b", 100, 72));

    assertThat(impact.groups().get(1).fourFifths()).contains(true);
    assertThat(impact.groups().get(1).sentence()).endsWith("at least four fifths.");
    assertThat(of(group("a", 100, 90), group("b", 100, 71)).groups().get(1).fourFifths())
        .contains(false);
  }

  @Test
  void aDifferenceThatChanceExplainsIsCalledSo() {
    var impact = of(group("a", 10, 8), group("b", 10, 6));

    assertThat(impact.groups().get(1).fourFifths()).contains(false);
    assertThat(impact.groups().get(1).sentence())
        .endsWith("though chance may explain 1.0 standard deviations.");
  }

  @Test
  void aGroupOfVeryFewRowsIsNotTheReference() {
    var impact = of(group("a", 990, 900), group("b", 10, 10));

    assertThat(impact.reference()).contains("a");
    assertThat(impact.groups().get(1).impactRatio().orElseThrow()).isGreaterThan(1);
  }

  @Test
  void theReferenceMayBeNamed() {
    var impact = AdverseImpact.of("sex", "b", List.of(group("a", 10, 9), group("b", 10, 5)));

    assertThat(impact.groups().get(0).impactRatio()).hasValue(1.8);
    assertThat(impact.groups().get(1).sentence())
        .endsWith("50.0 % are approved, the group that was named as reference.");
  }

  /** Of either group 10,000 loans: 9,000 good and 40 bad ones approved, 7,650 and 200. */
  @Test
  void ratesAndRatiosAreOfAllRowsWhereNegativesWereLeftOut() {
    var impact = of(sampled("a", 990, 900, 100, 40), sampled("b", 900, 765, 1000, 200));
    var b = impact.groups().get(1);

    assertThat(impact.groups().get(0).approvalRate()).hasValue(0.904);
    assertThat(b.approvalRate()).hasValue(0.785);
    assertThat(b.approved()).isEqualTo(965);
    assertThat(b.impactRatio().orElseThrow()).isCloseTo(0.785 / 0.904, within(1e-15));
    assertThat(b.fourFifths()).contains(true);
    assertThat(b.deviations()).isEmpty();
    assertThat(b.sentence())
        .isEqualTo(
            "Of the 1,900 rows of 'b', negative ones times 1 / 0.1, 78.5 % are approved, 0.868"
                + " times the rate of 'a': at least four fifths.");
  }

  /** 90 of 100, and 72 of 100, of which only the positive ones are there. */
  @Test
  void exactlyFourFifthsOfAllRowsAreEnough() {
    var a = sampled("a", 100, 90, 0, 0);
    var enough = of(a, sampled("b", 0, 0, 1000, 720)).groups().get(1);
    var tooFew = of(a, sampled("b", 0, 0, 1000, 719)).groups().get(1);

    assertThat(enough.fourFifths()).contains(true);
    assertThat(tooFew.fourFifths()).contains(false);
    assertThat(tooFew.sentence())
        .endsWith(
            "evidence of adverse impact; whether chance may explain it is not told, as negative"
                + " rows were left out.");
  }

  /** Its hundred rows stand for themselves, and the thousand of the other for ten thousand. */
  @Test
  void aGroupIsSmallByWhatItsRowsStandFor() {
    assertThat(of(sampled("a", 1000, 900, 0, 0), sampled("b", 0, 0, 100, 100)).reference())
        .contains("a");
  }

  @Test
  void theLargestGroupsAreKeptAndThoseWithoutAValueBeside() {
    var impact =
        of(
            group("a", 4, 2),
            group("b", 10, 9),
            group("c", 4, 2),
            group("d", 8, 4),
            group("", 2, 1));

    assertThat(values(impact.largest(3))).containsExactly("a", "b", "d", "");
    assertThat(impact.largest(5)).isEqualTo(impact);
  }

  @Test
  void theReferenceIsKeptHoweverSmall() {
    var groups = List.of(group("a", 10, 9), group("b", 8, 4), group("c", 2, 1));
    var impact = AdverseImpact.of("sex", "c", groups).largest(2);

    assertThat(values(impact)).containsExactly("a", "c");
    assertThat(impact.groups().get(0).impactRatio()).hasValue(1.8);
  }

  @Test
  void aReferenceThatNoRowHasIsNamed() {
    var impact = AdverseImpact.of("sex", "c", List.of(group("a", 10, 9), group("b", 10, 5)));

    assertThat(impact.undefined())
        .contains("No row has the value 'c' that the others are to be held against.");
    assertThat(impact.reference()).isEmpty();
    assertThat(impact.groups().get(0).approvalRate()).hasValue(0.9);
    assertThat(impact.groups().get(0).sentence())
        .isEqualTo(
            "Of the 10 rows of 'a' 90.0 % are approved. The adverse impact ratio is not defined:"
                + " No row has the value 'c' that the others are to be held against.");
  }

  @Test
  void oneValueLeavesNothingToCompare() {
    var impact = of(group("a", 10, 9), group("", 5, 1));

    assertThat(impact.undefined())
        .contains("All rows with a value have 'a', so there is no group to compare.");
    assertThat(impact.groups()).allSatisfy(group -> assertThat(group.impactRatio()).isEmpty());
  }

  @Test
  void rowsWithoutAValueComeLastAndAreNotCompared() {
    var impact = of(group("", 50, 50), group("a", 10, 8), group("b", 10, 8));

    assertThat(impact.reference()).contains("b");
    var missing = impact.groups().get(2);
    assertThat(missing.impactRatio()).isEmpty();
    assertThat(missing.sentence())
        .isEqualTo(
            "Of the 50 rows without a value 100.0 % are approved. The adverse impact ratio is not"
                + " defined: These rows have no value in the column.");
  }

  @Test
  void whereNobodyIsApprovedThereIsNoRatio() {
    assertThat(of(group("a", 10, 0), group("b", 10, 0)).undefined().orElseThrow())
        .startsWith("No row of the group 'b' is approved");
  }

  @Test
  void noRowsSaySo() {
    assertThat(of().undefined())
        .contains("No row with a score and a label has a value in the column.");
    var none = of(group("a", 0, 0), group("b", 4, 2)).groups().get(0);
    assertThat(none.sentence())
        .isEqualTo(
            "The adverse impact ratio is not defined: There is no row with a score and a label.");
  }

  @Test
  void tooManyValuesLeaveNoGroupThatIsLargeEnough() {
    var many =
        IntStream.range(0, 60).mapToObj(i -> group("v" + i, 2, 1)).toArray(ApprovedSegment[]::new);

    assertThat(of(many).undefined().orElseThrow()).contains("no group holds 2 %");
  }
}
