package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        .contains("All rows have the value 'a', so there is no group to compare.");
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
