package io.risknet.pipelines.report;

import static io.risknet.pipelines.report.TestRun.TEST;
import static io.risknet.pipelines.report.Verdict.Outcome.FAIL;
import static io.risknet.pipelines.report.Verdict.Outcome.PASS;
import static io.risknet.pipelines.report.Verdict.Outcome.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.report.Verdict.Check;
import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.Stability;
import io.risknet.pipelines.run.TestSearch;
import io.risknet.transforms.evaluation.AdverseImpact;
import io.risknet.transforms.evaluation.ApprovalRule;
import io.risknet.transforms.evaluation.ApprovedSegment;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.Segment;
import io.risknet.transforms.profiling.Drift;
import io.risknet.transforms.profiling.StabilityIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a verdict says of leaks, of what has moved, and of protected groups. */
class VerdictTest {

  /** Nothing else is to be said against it. */
  private static final RunManifest GOOD = run(TestRun.search(TEST));

  /**
   * By hand, from halves: 0.1 ln 1.2 - 0.1 ln 0.8, 0.2 ln 1.4 - 0.2 ln 0.6, 0.3 ln 1.6 - 0.3 ln
   * 0.4.
   */
  private static final Drift STAYS = moved(60, 40);

  private static final Drift CHANGES = moved(70, 30);
  private static final Drift SHIFTS = moved(80, 20);
  private static final Drift SHIFTS_MORE = moved(90, 10);

  private static final Drift NOT_DEFINED = drift(StabilityIndex.of(new long[] {1}, new long[] {0}));

  private static RunManifest run(TestSearch search) {
    return TestRun.manifest(TEST, 0.78, search);
  }

  private static Drift moved(long first, long second) {
    return drift(StabilityIndex.of(new long[] {50, 50}, new long[] {first, second}));
  }

  private static Drift drift(StabilityIndex index) {
    var none = OptionalDouble.empty();
    return new Drift(index, none, none, none, Optional.empty());
  }

  private static Verdict verdict(RunManifest manifest) {
    return Verdict.of(manifest, Evaluation.of(TEST));
  }

  /** The last check, where only the score has moved. */
  private static Check ofScore(Drift score) {
    return last(GOOD.withStability(new Stability(Optional.of(score), Map.of())));
  }

  private static Check ofColumns(Map<String, Drift> columns) {
    return last(GOOD.withStability(new Stability(Optional.empty(), columns)));
  }

  private static Check last(RunManifest manifest) {
    var checks = verdict(manifest).checks();
    return checks.get(checks.size() - 1);
  }

  @Test
  void aScoreThatHasShiftedIsToBeLookedAt() {
    assertThat(ofScore(SHIFTS))
        .isEqualTo(
            new Check(
                WARN,
                "From the training rows to the test rows the score moves by a stability index (PSI)"
                    + " of 0.4159 (bar: 0.25)."));
  }

  @Test
  void aSmallChangeOfTheScorePasses() {
    assertThat(ofScore(CHANGES).outcome()).isEqualTo(PASS);
    assertThat(ofScore(CHANGES).sentence()).contains(" of 0.1695 (");
  }

  @Test
  void aScoreWhoseMoveIsNotDefinedSaysWhy() {
    assertThat(ofScore(NOT_DEFINED).outcome()).isEqualTo(WARN);
    assertThat(ofScore(NOT_DEFINED).sentence())
        .endsWith("can't be said: There are no rows to compare.");
  }

  @Test
  void ofColumnsThatHaveShiftedTheWorstIsNamed() {
    var columns =
        Map.of("age", STAYS, "debt", SHIFTS, "income", SHIFTS_MORE, "opened", NOT_DEFINED);

    // 0.4 ln 1.8 - 0.4 ln 0.2 = 0.8789
    assertThat(ofColumns(columns))
        .isEqualTo(
            new Check(
                WARN,
                "Columns that move by a stability index (PSI) above 0.25: 2 of 3 that can be"
                    + " compared; most of all moves income, by 0.8789."));
  }

  @Test
  void columnsThatStayPass() {
    var check = ofColumns(Map.of("age", STAYS, "income", CHANGES));

    assertThat(check.outcome()).isEqualTo(PASS);
    assertThat(check.sentence())
        .contains("0 of 2 that can be compared; most of all moves income, by 0.1695");
  }

  @Test
  void ofColumnsThatCanNotBeComparedNothingIsSaid() {
    var stability = new Stability(Optional.empty(), Map.of("opened", NOT_DEFINED));

    assertThat(verdict(GOOD.withStability(stability))).isEqualTo(verdict(GOOD));
  }

  @Test
  void whatHasShiftedIsToBeLookedAtHoweverWellTheModelRanks() {
    assertThat(verdict(GOOD).outcome()).isEqualTo(PASS);
    assertThat(verdict(GOOD.withStability(new Stability(Optional.of(SHIFTS), Map.of()))).outcome())
        .isEqualTo(WARN);
  }

  /** Half of the men are approved, so that 0.4 is four fifths. */
  @Test
  void ofGroupsBelowFourFifthsTheWorstIsToldOfInTheWordsOfItsSection() {
    var check = ofGroups(group("M", 100, 100), group("F", 3, 7), group("X", 7, 13));

    assertThat(check.outcome()).isEqualTo(WARN);
    assertThat(check.sentence())
        .startsWith(
            "By sex, groups that fall below four fifths: 2 of 3. Of the 10 rows of 'F' 30.0 % are"
                + " approved, 0.600 times the rate of 'M': less than four fifths, ")
        .contains("though chance may explain");
  }

  @Test
  void groupsFromFourFifthsOnPass() {
    assertThat(ofGroups(group("M", 100, 100), group("F", 4, 6), group("X", 9, 11)))
        .isEqualTo(
            new Check(
                PASS,
                "By sex, each of 3 groups is approved at least four fifths as often as 'M'; the"
                    + " lowest adverse impact ratio is 0.800, of 'F'."));
  }

  @Test
  void groupsThatCanNotBeComparedSayWhy() {
    var check = ofGroups(group("M", 100, 100));

    assertThat(check.outcome()).isEqualTo(WARN);
    assertThat(check.sentence())
        .startsWith("How the groups of sex are approved can't be compared: All rows with a value");
  }

  @Test
  void aProtectedColumnThatIsAFeatureIsToBeLookedAt() {
    assertThat(last(reviewed(List.of("sex"), group("M", 1, 1), group("F", 1, 1))))
        .isEqualTo(new Check(WARN, "It goes by protected columns, which the law may forbid: sex."));
  }

  @Test
  void aProtectedColumnThatIsNoFeaturePasses() {
    var manifest = reviewed(List.of(), group("M", 1, 1), group("F", 1, 1));

    assertThat(last(manifest))
        .isEqualTo(new Check(PASS, "No protected column is a feature of the model."));
    assertThat(verdict(manifest).outcome()).isEqualTo(PASS);
  }

  @Test
  void withoutProtectedColumnsNothingIsSaidOfThem() {
    var segmentsAlone = GOOD.withSegments(new SegmentReview(Map.of(), Optional.empty()));

    assertThat(verdict(segmentsAlone)).isEqualTo(verdict(GOOD));
  }

  @Test
  void aModelThatGoesByWhatIsDeclaredHonestIsToBeLookedAt() {
    var verdict = verdict(run(TestRun.search(TEST).declaredHonest("income")));

    assertThat(verdict.outcome()).isEqualTo(WARN);
    assertThat(verdict.checks().get(0).sentence())
        .isEqualTo(
            "It goes by what the leakage guard finds too good to be true, and --allowLeakage"
                + " declares honest: income.");
  }

  @Test
  void aModelThatWasForcedToLeakFailsHoweverWellItRanks() {
    var verdict = verdict(run(TestRun.search(TEST).leaks("progress")));

    assertThat(verdict.outcome()).isEqualTo(FAIL);
    assertThat(verdict.checks().get(0).sentence()).endsWith("as --allowLeakage asked: progress.");
  }

  @Test
  void aModelWhoseColumnsWereNotCheckedIsToBeLookedAt() {
    var verdict = verdict(run(TestRun.search(TEST).leakageCheck(Optional.of(false))));

    assertThat(verdict.outcome()).isEqualTo(WARN);
    assertThat(verdict.checks().get(0).sentence()).contains("--leakageCheck=false");
  }

  @Test
  void ofAManifestThatDoesNotTellOfTheLeakageCheckNothingIsSaid() {
    var earlier = run(TestRun.search(TEST).leakageCheck(Optional.empty()));

    assertThat(verdict(earlier).outcome()).isEqualTo(PASS);
  }

  /** The check before that of features. */
  private static Check ofGroups(ApprovedSegment... groups) {
    var checks = verdict(reviewed(List.of(), groups)).checks();
    return checks.get(checks.size() - 2);
  }

  private static RunManifest reviewed(List<String> features, ApprovedSegment... groups) {
    var approval = new ApprovalRule.Below(0.5).on(TEST);
    var impact = AdverseImpact.of("sex", "", List.of(groups));
    return GOOD.withSegments(
        new SegmentReview(
            Map.of(),
            Optional.of(new FairLending(approval, List.of(impact), features, List.of()))));
  }

  /** So many rows below the threshold, which are approved, and others above. */
  private static ApprovedSegment group(String value, int approved, int others) {
    var scores = new double[approved + others];
    Arrays.fill(scores, 0, approved, 0.25);
    Arrays.fill(scores, approved, scores.length, 0.75);
    var labels = IntStream.range(0, scores.length).mapToDouble(row -> row % 2).toArray();
    return ApprovedSegment.of(
        new Segment("sex", value),
        ScoreDistribution.of(scores, labels),
        new ApprovalRule.Below(0.5).on(TEST));
  }
}
