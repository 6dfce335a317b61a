package io.risknet.pipelines.report;

import static io.risknet.pipelines.report.Verdict.Outcome.FAIL;
import static io.risknet.pipelines.report.Verdict.Outcome.PASS;
import static io.risknet.pipelines.report.Verdict.Outcome.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.RejectReason;
import io.risknet.pipelines.run.RejectReasons;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.SegmentTable;
import io.risknet.transforms.evaluation.AdverseImpact;
import io.risknet.transforms.evaluation.ApprovalRule;
import io.risknet.transforms.evaluation.ApprovedSegment;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.Segment;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Objective;
import io.risknet.transforms.tuning.Point;
import io.risknet.transforms.tuning.Trial;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Three of four default at a score of 0.75, one of four at 0.25. */
  static final ScoreDistribution TEST = scores(0.25, 0.75, 50);

  @Test
  void thePageHoldsAllThatItNeeds() {
    var html = report(TEST, 0.85, "a", 1).toHtml();

    var markup = html.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1");
    assertThat(markup).contains("<title>").doesNotContain("src", "<link", "@import", "url(", "${");
    assertThat(html.length()).isLessThan(2_000_000);
  }

  @Test
  void whatUsersNameCanNotEndTheDataOrTheTitle() throws IOException {
    var html = report(TEST, 0.85, "</script><b>", 1).toHtml();

    assertThat(html).contains("<title>RiskNet report: &lt;/script&gt;&lt;b&gt; default risk");
    assertThat(data(html).at("/manifest/spec").asText()).isEqualTo("</script><b>");
  }

  @Test
  void trialsWithoutAScoreHaveNoneInTheData() throws IOException {
    var trials = data(report(TEST, 0.85, "a", 2).toHtml()).get("trials");

    assertThat(trials.get(0).get("mean").asDouble()).isEqualTo(0.8);
    assertThat(trials.get(1).has("mean")).isFalse();
    assertThat(trials.get(1).get("error").asText()).isEqualTo("It threw.");
  }

  @Test
  void itTellsWhatTheSearchHadFoundByWhen() throws IOException {
    var found = data(report(TEST, 0.85, "a", 1).toHtml()).get("bestSoFar");

    assertThat(found.toString()).isEqualTo("[{\"trials\":1,\"score\":0.8}]");
  }

  @Test
  void ofManyTrialsTheBestAreShown() {
    var report = report(TEST, 0.85, "a", 600);

    // The learning rate tells of the place that a trial was given.
    assertThat(report.trials())
        .extracting(trial -> trial.parameters().get("eta"))
        .containsExactlyElementsOf(
            IntStream.range(0, 500).mapToObj(place -> (Object) (0.1 + place / 1e4)).toList());
    assertThat(report.trialsInAll()).isEqualTo(600);
  }

  @Test
  void theTrialThatWasTakenIsMarkedAndShownWhateverItsPlace() {
    assertThat(placesOf(taken("t3"))).containsExactly(4);
    assertThat(placesOf(taken("t550"))).containsExactly(551);
    assertThat(taken("t550").trials()).hasSize(501);
  }

  @Test
  void aModelThatHoldsWhatItPromisesPasses() {
    assertThat(report(TEST, 0.78, "a", 1).verdict().outcome()).isEqualTo(PASS);
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
    var search = search(TEST, Double.parseDouble(selected), List.of(), Optional.empty());
    var check = verdict(TEST, search).checks().get(2);

    assertThat(check.outcome()).isEqualTo(expected);
    assertThat(check.sentence())
        .contains(selected + "00 in cross-validation and 0.7500 on the test rows");
  }

  /** Of a loss that small 0.05 would be beyond all models. */
  @ParameterizedTest
  @CsvSource({"0.029, PASS", "0.032, PASS", "0.036, WARN", "0.039, FAIL"})
  void aSelectedLossIsHeldAgainstThatOfTheTestByItsShare(double ofTest, Verdict.Outcome expected) {
    var check = verdict(TEST, search("brier", 0.03, ofTest, ofTest - 0.03)).checks().get(2);

    assertThat(check.outcome()).isEqualTo(expected);
    assertThat(check.sentence()).endsWith("(bars: greater by 10 and by 25 %).");
  }

  @Test
  void aSelectedScoreWithoutOneOfTheTestIsNoted() {
    var none = ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 0});
    var check = verdict(none, search(none, 0.75, List.of(), Optional.empty())).checks().get(2);

    assertThat(check.outcome()).isEqualTo(WARN);
    assertThat(check.sentence()).endsWith("can't be said, without a test score.");
  }

  /** Two folds, 0.05 from their mean on either side. */
  @ParameterizedTest
  @CsvSource({"0.73, PASS", "0.68, WARN", "0.66, FAIL"})
  void aSelectedScoreThatNestedCrossValidationDoesNotBearOutIsGraded(
      String mean, Verdict.Outcome expected) {
    var search = search(TEST, 0.77, List.of(), nested(Double.parseDouble(mean)));
    var check = verdict(TEST, search).checks().get(3);

    assertThat(check.outcome()).isEqualTo(expected);
    assertThat(check.sentence())
        .contains(
            "gives " + mean + "00, standard error 0.0500, where the selected score was 0.7700");
  }

  @Test
  void theNestedEstimateIsInTheData() throws IOException {
    var manifest = manifest("a", TEST, 0.8, search(TEST, 0.77, List.of(), nested(0.72)));
    var shown = data(report(manifest, TEST).toHtml()).at("/manifest/search");

    assertThat(shown.at("/nested/score").asDouble()).isCloseTo(0.72, within(1e-12));
    assertThat(shown.at("/nested/optimism").asDouble()).isCloseTo(0.05, within(1e-12));
    assertThat(shown.at("/optimism").asDouble()).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void withoutNestedCrossValidationNothingIsSaidOfIt() throws IOException {
    var report = report(TEST, 0.8, "a", 1);

    assertThat(report.verdict().checks()).noneMatch(check -> check.sentence().contains("Nested"));
    assertThat(data(report.toHtml()).at("/manifest/search/nested").isObject()).isFalse();
  }

  @Test
  void scoresThatPromiseTooLittleAreGraded() {
    // Half of the rows default; 0.3 on average is two fifths less, 0.2 three fifths.
    assertThat(check(scores(0.1, 0.5, 50), 0.78, 3)).isEqualTo(WARN);
    assertThat(check(scores(0.1, 0.3, 50), 0.78, 3)).isEqualTo(FAIL);
  }

  @Test
  void aModelThatWasForcedToLeakFailsHoweverWellItRanks() {
    var manifest = manifest("a", TEST, 0.78, List.of("progress"));
    var verdict = Verdict.of(manifest, Evaluation.of(TEST));

    assertThat(verdict.outcome()).isEqualTo(FAIL);
    assertThat(verdict.checks().get(0).sentence()).endsWith("as --allowLeakage asked: progress.");
  }

  @Test
  void aModelWhoseColumnsWereNotCheckedIsToBeLookedAt() {
    var unchecked = manifest("a", TEST, 0.78, List.of(), Optional.of(false));
    var verdict = Verdict.of(unchecked, Evaluation.of(TEST));

    assertThat(verdict.outcome()).isEqualTo(WARN);
    assertThat(verdict.checks().get(0).sentence()).contains("--leakageCheck=false");
  }

  @Test
  void ofAManifestThatDoesNotTellOfTheLeakageCheckNothingIsSaid() {
    var earlier = manifest("a", TEST, 0.78, List.of(), Optional.empty());

    assertThat(Verdict.of(earlier, Evaluation.of(TEST)).outcome()).isEqualTo(PASS);
  }

  @Test
  void fewDefaultsAreNoted() {
    assertThat(check(scores(0.25, 0.75, 20), 0.78, 4)).isEqualTo(WARN);
  }

  @Test
  void aTestOfOneClassFailsWithTheReason() throws IOException {
    var none = ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 0});
    var first = report(none, 0.8, "a", 1).verdict().checks().get(0);

    assertThat(first.outcome()).isEqualTo(FAIL);
    assertThat(first.sentence()).contains("It needs rows of both classes");
    assertThat(data(report(none, 0.8, "a", 1).toHtml()).toString()).doesNotContain("NaN");
  }

  @Test
  void segmentsGroupsAndRejectsAreInTheData() throws IOException {
    var reject = new RejectReason("clean", "dti", "the value is above 65");
    var reasons = new RejectReasons(3, List.of(new RejectReasons.Counted(reject, 2)), 1);
    var manifest =
        manifest("a", TEST, 0.8, List.of()).withSegments(review("M", "F")).withRejects(reasons);
    var shown = data(report(manifest, TEST).toHtml()).get("manifest");

    assertThat(shown.at("/segments/columns/sex/segments/0/segment/value").asText()).isEqualTo("M");
    assertThat(shown.at("/segments/columns/sex/segments/0/metrics/rocAuc").asDouble())
        .isEqualTo(0.75);
    assertThat(shown.at("/segments/fairLending/columns/0/groups/1/fourFifths").asBoolean())
        .isTrue();
    assertThat(shown.at("/rejects/reasons/0/reason/reason").asText())
        .isEqualTo("the value is above 65");
    assertThat(shown.at("/rejects/untold").asInt()).isEqualTo(1);
    assertThat(RunManifest.fromJson(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void aProtectedColumnOfOneValueSaysWhyNothingIsCompared() throws IOException {
    var manifest = manifest("a", TEST, 0.8, List.of()).withSegments(review("M"));
    var impact =
        data(report(manifest, TEST).toHtml()).at("/manifest/segments/fairLending/columns/0");

    assertThat(impact.get("undefined").asText()).startsWith("All rows with a value have 'M'");
    assertThat(impact.at("/groups/0").has("impactRatio")).isFalse();
  }

  /**
   * What a test part may be that defines little: no number of the report is none, and all say why.
   */
  static Stream<ScoreDistribution> poor() {
    return Stream.of(
        ScoreDistribution.empty(),
        ScoreDistribution.of(new double[] {0.3, 0.3, 0.3}, new double[] {0, 1, 0}),
        ScoreDistribution.of(new double[] {0.1, 0.2, 0.3}, new double[] {0, 1, 0}),
        ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {1, 1}),
        ScoreDistribution.of(new double[] {Double.NaN, Double.NaN}, new double[] {1, 0}));
  }

  @ParameterizedTest
  @MethodSource("poor")
  void whatTheTestDoesNotDefineHasAReason(ScoreDistribution test) throws IOException {
    var group = new Segment("sex", "M");
    var approval = new ApprovalRule.Share(0.8).on(test);
    var groups = List.of(ApprovedSegment.of(group, test, approval));
    var review =
        new SegmentReview(
            Map.of(),
            Optional.of(
                new FairLending(
                    approval, List.of(AdverseImpact.of("sex", "", groups)), List.of(), List.of())));
    var html = report(manifest("a", test, 0.8, List.of()).withSegments(review), test).toHtml();
    var evaluation = data(html).get("evaluation");

    assertThat(data(html).toString()).doesNotContain("NaN").doesNotContain("Infinity");
    for (var metric : List.of("rocAuc", "gini", "ks", "averagePrecision", "logLoss", "brier")) {
      var metrics = evaluation.get("metrics");
      assertThat(metrics.has(metric) || metrics.at("/undefined/" + metric).isTextual())
          .as(metric)
          .isTrue();
    }
    assertThat(data(html).at("/manifest/segments/fairLending/columns/0/undefined").asText())
        .isNotEmpty();
  }

  private static List<Integer> placesOf(Report report) {
    return report.trials().stream()
        .filter(Report.TrialRow::winner)
        .map(Report.TrialRow::place)
        .toList();
  }

  static RunManifest.Search wonBy(String trial) {
    return search(
        "rocAuc",
        0.8,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        List.of(),
        Optional.of(true),
        Optional.empty(),
        trial);
  }

  /** Of 600 trials one other than the first. */
  private static Report taken(String trial) {
    var rows = IntStream.range(0, 600).mapToObj(number -> row(number, 0.8, "")).toList();
    return Report.of(
        manifest("a", TEST, 0.8, wonBy(trial)),
        new Leaderboard(Objective.of(Metric.ROC_AUC), rows),
        Evaluation.of(TEST),
        List.of(),
        TableProfile.of(List.of()));
  }

  private static SegmentReview review(String... values) {
    var approval = new ApprovalRule.Share(0.5).on(TEST);
    var groups =
        Stream.of(values)
            .map(value -> ApprovedSegment.of(new Segment("sex", value), TEST, approval))
            .toList();
    var table =
        new SegmentTable(
            false, groups.stream().map(ApprovedSegment::evaluation).toList(), Optional.empty());
    return new SegmentReview(
        Map.of("sex", table),
        Optional.of(
            new FairLending(
                approval, List.of(AdverseImpact.of("sex", "", groups)), List.of(), List.of("!"))));
  }

  private static Verdict.Outcome check(ScoreDistribution test, double trainAuc, int check) {
    return report(test, trainAuc, "a", 1).verdict().checks().get(check).outcome();
  }

  /**
   * Of either score four times so many rows: a quarter of the lower default, and the rest above.
   */
  private static ScoreDistribution scores(double lower, double upper, int quarter) {
    var scores = new double[8 * quarter];
    var labels = new double[8 * quarter];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % 2 == 0 ? lower : upper;
      labels[i] = (i / 2 % 4 == 0) == (i % 2 == 0) ? 1 : 0;
    }
    return ScoreDistribution.of(scores, labels);
  }

  private static JsonNode data(String html) throws IOException {
    var json = html.replaceFirst("(?s).*<script type=\"application/json\" id=\"data\">", "");
    return JSON.readTree(json.substring(0, json.indexOf("</script>")));
  }

  private static Report report(RunManifest manifest, ScoreDistribution test) {
    return Report.of(
        manifest,
        new Leaderboard(Objective.of(Metric.ROC_AUC), List.of(row(0, 0.8, ""))),
        Evaluation.of(test),
        List.of(),
        TableProfile.of(List.of()));
  }

  private static Report report(ScoreDistribution test, double trainAuc, String spec, int trials) {
    var rows =
        IntStream.range(0, trials)
            .mapToObj(trial -> trial == 0 ? row(0, 0.8, "") : row(trial, Double.NaN, "It threw."))
            .toList();
    return Report.of(
        manifest(spec, test, trainAuc, List.of()),
        new Leaderboard(Objective.of(Metric.ROC_AUC), rows),
        Evaluation.of(test),
        List.of(),
        TableProfile.of(List.of()));
  }

  static Leaderboard.Row row(int number, double mean, String error) {
    var point =
        new Point("xgboost", new TreeMap<>(), new TreeMap<>(Map.of("eta", 0.1 + number / 1e4)));
    return new Leaderboard.Row(
        new Trial("t" + number, point, 2, 1),
        0,
        10,
        mean,
        mean,
        new TreeMap<>(),
        Collections.nCopies(2, mean),
        List.of(),
        2,
        0,
        1,
        error.isEmpty() ? Leaderboard.Status.TRAINED : Leaderboard.Status.FAILED,
        error,
        "2026-01-01T00:00:%02dZ".formatted(number % 60));
  }

  private static Verdict verdict(ScoreDistribution test, RunManifest.Search search) {
    return Verdict.of(manifest("a", test, 0.78, search), Evaluation.of(test));
  }

  private static Optional<RunManifest.Nested> nested(double mean) {
    var folds = List.of(mean - 0.05, mean + 0.05);
    return Optional.of(RunManifest.Nested.of(folds, Objective.of(Metric.ROC_AUC), 0.77));
  }

  private static RunManifest.Search search(
      ScoreDistribution test,
      double selected,
      List<String> leaks,
      Optional<RunManifest.Nested> nested) {
    return search(test, selected, leaks, Optional.of(true), nested);
  }

  private static RunManifest.Search search(
      ScoreDistribution test,
      double selected,
      List<String> leaks,
      Optional<Boolean> leakageCheck,
      Optional<RunManifest.Nested> nested) {
    var testScore = BinaryMetrics.of(test).rocAuc();
    var optimism = testScore.stream().map(auc -> selected - auc).findFirst();
    return search("rocAuc", selected, testScore, optimism, leaks, leakageCheck, nested);
  }

  private static RunManifest.Search search(
      String objective, double selected, double ofTest, double optimism) {
    return search(
        objective,
        selected,
        OptionalDouble.of(ofTest),
        OptionalDouble.of(optimism),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static RunManifest.Search search(
      String objective,
      double selected,
      OptionalDouble testScore,
      OptionalDouble optimism,
      List<String> leaks,
      Optional<Boolean> leakageCheck,
      Optional<RunManifest.Nested> nested) {
    return search(
        objective, selected, testScore, optimism, leaks, List.of(), leakageCheck, nested, "t0");
  }

  private static RunManifest.Search search(
      String objective,
      double selected,
      OptionalDouble testScore,
      OptionalDouble optimism,
      List<String> leaks,
      List<String> declaredHonest,
      Optional<Boolean> leakageCheck,
      Optional<RunManifest.Nested> nested,
      String bestTrial) {
    return new RunManifest.Search(
        "grid",
        Folding.of(2),
        objective,
        1,
        0,
        2,
        0,
        OptionalInt.of(3),
        bestTrial,
        OptionalInt.of(1),
        "xgboost",
        Map.of("rounds", 10),
        selected,
        testScore,
        optimism,
        "train",
        leaks,
        declaredHonest,
        leakageCheck,
        nested);
  }

  /** Of a run to which nothing but this is to be said. */
  static RunManifest declaredHonest(String column) {
    var search =
        search(
            "rocAuc",
            0.75,
            OptionalDouble.of(0.75),
            OptionalDouble.of(0),
            List.of(),
            List.of(column),
            Optional.of(true),
            Optional.empty(),
            "t0");
    return manifest("a", TEST, 0.78, search);
  }

  static RunManifest manifest(
      String spec, ScoreDistribution test, double trainAuc, List<String> leaks) {
    return manifest(spec, test, trainAuc, search(test, 0.75, leaks, Optional.empty()));
  }

  private static RunManifest manifest(
      String spec,
      ScoreDistribution test,
      double trainAuc,
      List<String> leaks,
      Optional<Boolean> leakageCheck) {
    var search = search(test, 0.75, leaks, leakageCheck, Optional.empty());
    return manifest(spec, test, trainAuc, search);
  }

  private static RunManifest manifest(
      String spec, ScoreDistribution test, double trainAuc, RunManifest.Search search) {
    return manifest(spec, test, trainAuc, search, List.of());
  }

  static RunManifest manifest(
      String spec,
      ScoreDistribution test,
      double trainAuc,
      RunManifest.Search search,
      List<InputFiles.InputFile> inputs) {
    var measured = BinaryMetrics.of(test);
    var train =
        new BinaryMetrics(
            8,
            4,
            OptionalDouble.of(trainAuc),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            0,
            Map.of());
    return new RunManifest(
        "id",
        "train",
        spec,
        new RunManifest.Code("1", "c"),
        "DirectRunner",
        OptionalInt.of(2),
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:01:00Z",
        inputs,
        Map.of("test", 8L),
        List.of(new RunManifest.Stage("read", 1, 8)),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.of(search),
        Optional.of(Map.of("train", train, "test", measured)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }
}
