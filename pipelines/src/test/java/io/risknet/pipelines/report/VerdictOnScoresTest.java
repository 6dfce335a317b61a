package io.risknet.pipelines.report;

import static io.risknet.pipelines.report.TestRun.TEST;
import static io.risknet.pipelines.report.Verdict.Outcome.FAIL;
import static io.risknet.pipelines.report.Verdict.Outcome.PASS;
import static io.risknet.pipelines.report.Verdict.Outcome.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.run.TestSearch;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verdict says of how well the model ranks, and whether its scores keep their promise. */
class VerdictOnScoresTest {
  private static Verdict verdict(ScoreDistribution test, TestSearch search) {
    return Verdict.of(TestRun.manifest(test, 0.78, search), Evaluation.of(test));
  }

  private static Verdict.Outcome check(ScoreDistribution test, double trainAuc, int check) {
    var manifest = TestRun.manifest(test, trainAuc);
    return Verdict.of(manifest, Evaluation.of(test)).checks().get(check).outcome();
  }

  @Test
  void aModelThatHoldsWhatItPromisesPasses() {
    assertThat(verdict(TEST, TestRun.search(TEST)).outcome()).isEqualTo(PASS);
  }

  @Test
  void aFallFromTrainToTestIsGraded() {
    assertThat(check(TEST, 0.84, 1)).isEqualTo(WARN);
    assertThat(check(TEST, 0.86, 1)).isEqualTo(FAIL);
  }

  /** The ROC AUC of the test is 0.75. */
  @ParameterizedTest
  @CsvSource({"0.79, PASS", "0.84, WARN", "0.86, FAIL"})
  void aSelectedScoreThatTheTestDoesNotBearOutIsGraded(String selected, Verdict.Outcome expected) {
    var search = new TestSearch().selected(Double.parseDouble(selected), OptionalDouble.of(0.75));
    var check = verdict(TEST, search).checks().get(2);

    assertThat(check.outcome()).isEqualTo(expected);
    assertThat(check.sentence())
        .contains(selected + "00 in cross-validation and 0.7500 on the test rows");
  }

  /** Of a loss that small 0.05 would be beyond all models. */
  @ParameterizedTest
  @CsvSource({"0.029, PASS", "0.032, PASS", "0.036, WARN", "0.039, FAIL"})
  void aSelectedLossIsHeldAgainstThatOfTheTestByItsShare(double ofTest, Verdict.Outcome expected) {
    var check =
        verdict(TEST, new TestSearch().by("brier").selectedLoss(0.03, ofTest)).checks().get(2);

    assertThat(check.outcome()).isEqualTo(expected);
    assertThat(check.sentence()).endsWith("(bars: worse by 10 and by 25 %).");
  }

  /** Of few defaults 0.05 would be most of it, and a weight of 100 would make it nothing. */
  @ParameterizedTest
  @CsvSource({
    "averagePrecision, 0.1, 0.092, PASS",
    "averagePrecision, 0.1, 0.08, WARN",
    "averagePrecision, 0.1, 0.051, FAIL",
    "100*rocAuc, 80, 79.9, PASS",
    "-1*brier, -0.1, -0.12, WARN"
  })
  void averagePrecisionAndSumsAreHeldAgainstTheTestByTheirShare(
      String objective, double selected, double ofTest, Verdict.Outcome expected) {
    var search = new TestSearch().by(objective).selected(selected, OptionalDouble.of(ofTest));

    assertThat(verdict(TEST, search).checks().get(2).outcome()).isEqualTo(expected);
  }

  @Test
  void aSelectedScoreWithoutOneOfTheTestIsNoted() {
    var none = ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 0});
    var check = verdict(none, TestRun.search(none)).checks().get(2);

    assertThat(check.outcome()).isEqualTo(WARN);
    assertThat(check.sentence()).endsWith("can't be said, without a test score.");
  }

  /** Two folds, 0.05 from their mean on either side. */
  @ParameterizedTest
  @CsvSource({"0.73, PASS", "0.68, WARN", "0.66, FAIL"})
  void aSelectedScoreThatNestedCrossValidationDoesNotBearOutIsGraded(
      String mean, Verdict.Outcome expected) {
    var search =
        new TestSearch()
            .selected(0.77, OptionalDouble.of(0.75))
            .nested(TestRun.nested(Double.parseDouble(mean)));
    var check = verdict(TEST, search).checks().get(3);

    assertThat(check.outcome()).isEqualTo(expected);
    assertThat(check.sentence())
        .contains(
            "gives " + mean + "00, standard error 0.0500, where the selected score was 0.7700");
  }

  @Test
  void scoresThatPromiseTooLittleAreGraded() {
    // Half of the rows default; 0.3 on average is two fifths less, 0.2 three fifths.
    assertThat(check(TestRun.scores(0.1, 0.5, 50), 0.78, 3)).isEqualTo(WARN);
    assertThat(check(TestRun.scores(0.1, 0.3, 50), 0.78, 3)).isEqualTo(FAIL);
  }

  @Test
  void fewDefaultsAreNoted() {
    assertThat(check(TestRun.scores(0.25, 0.75, 20), 0.78, 4)).isEqualTo(WARN);
  }

  @Test
  void rowsWithoutAScoreAreNoted() {
    var unscored = ScoreDistribution.of(new double[] {Double.NaN, Double.NaN}, new double[] {1, 0});
    var test = TEST.merge(unscored);
    var check = verdict(test, TestRun.search(test)).checks().get(4);

    assertThat(check.outcome()).isEqualTo(WARN);
    assertThat(check.sentence())
        .isEqualTo(
            "The test has 400 rows, 200 of them defaults (bar: 100 defaults). 2 more have no score,"
                + " as they lack what the model can't do without; no check is of them.");
  }

  @Test
  void aTestOfOneClassFailsWithTheReason() {
    var none = ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 0});
    var first = verdict(none, TestRun.search(none)).checks().get(0);

    assertThat(first.outcome()).isEqualTo(FAIL);
    assertThat(first.sentence()).contains("It needs rows of both classes");
  }
}
