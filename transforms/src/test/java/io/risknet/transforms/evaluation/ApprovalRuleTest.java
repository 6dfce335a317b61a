package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ApprovalRuleTest {
  /** Ten rows: one at 0.1, four at 0.2, three at 0.3, two at 0.4. */
  private static final ScoreDistribution TEN =
      ScoreDistribution.of(
          new double[] {0.1, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.4, 0.4},
          new double[] {0, 0, 1, 0, 0, 0, 0, 1, 1, 0});

  @Test
  void approvesTheShareOfTheLowestScores() {
    var approval = new ApprovalRule.Share(0.8).on(TEN);

    assertThat(approval.threshold()).hasValue(0.4);
    assertThat(approval.approved()).isEqualTo(8);
    assertThat(approval.rows()).isEqualTo(10);
    assertThat(approval.wanted()).hasValue(0.8);
  }

  @Test
  void takesTheNearestShareWhereTiesAllowNoOther() {
    assertThat(new ApprovalRule.Share(0.6).on(TEN).approved()).isEqualTo(5);
    assertThat(new ApprovalRule.Share(0.7).on(TEN).approved()).isEqualTo(8);
  }

  @Test
  void ofTwoThatAreAsNearTakesTheLower() {
    assertThat(new ApprovalRule.Share(0.3).on(TEN).approved()).isEqualTo(1);
  }

  @Test
  void approvesAllWithoutAThreshold() {
    var approval = new ApprovalRule.Share(1).on(TEN);

    assertThat(approval.threshold()).isEmpty();
    assertThat(approval.approved()).isEqualTo(10);
  }

  @Test
  void constantScoresAreApprovedTogether() {
    var constant = ScoreDistribution.of(new double[] {0.3, 0.3, 0.3}, new double[] {0, 1, 0});

    assertThat(new ApprovalRule.Share(0.8).on(constant).approved()).isEqualTo(3);
    assertThat(new ApprovalRule.Share(0.4).on(constant).approved()).isZero();
  }

  @Test
  void noRowsHaveNoThreshold() {
    var approval = new ApprovalRule.Share(0.8).on(ScoreDistribution.empty());

    assertThat(approval.threshold()).isEmpty();
    assertThat(approval.approved()).isZero();
    assertThat(approval.rate()).isEmpty();
  }

  /** Ten times the seven negatives: of 73 rows, 41 score below 0.3 and 62 below 0.4. */
  @Test
  void aShareIsOfAllRowsWhereNegativesWereLeftOut() {
    var approval = new ApprovalRule.Share(0.7).on(TEN, 0.1);

    assertThat(approval.threshold()).hasValue(0.3);
    assertThat(approval.approved()).isEqualTo(5);
    assertThat(approval.rate().orElseThrow()).isCloseTo(41 / 73.0, within(1e-15));
    assertThat(new ApprovalRule.Share(0.7).on(TEN).threshold()).hasValue(0.4);
  }

  @Test
  void theRateOfAGivenThresholdIsOfAllRowsToo() {
    assertThat(new ApprovalRule.Below(0.4).on(TEN, 0.1).rate().orElseThrow())
        .isCloseTo(62 / 73.0, within(1e-15));
    assertThat(new ApprovalRule.Below(0.4).on(TEN).rate()).hasValue(0.8);
  }

  @Test
  void aGivenThresholdApprovesWhatIsBelow() {
    var approval = new ApprovalRule.Below(0.3).on(TEN);

    assertThat(approval.approved()).isEqualTo(5);
    assertThat(approval.wanted()).isEmpty();
    assertThat(approval.approvedOf(ScoreDistribution.of(new double[] {0.29}, new double[] {0})))
        .isEqualTo(new RowsByClass(0, 1));
    assertThat(approval.approvedOf(ScoreDistribution.of(new double[] {0.3}, new double[] {0})))
        .isEqualTo(new RowsByClass(0, 0));
  }

  @Test
  void aShareBeyondOneIsRefused() {
    assertThatThrownBy(() -> new ApprovalRule.Share(80))
        .hasMessage("A share to approve is above 0 and up to 1, not 80.0.");
  }
}
