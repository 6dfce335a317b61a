package io.risknet.pipelines.report;

import static io.risknet.pipelines.report.TestRun.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.RejectReason;
import io.risknet.pipelines.run.RejectReasons;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.SegmentTable;
import io.risknet.pipelines.run.TestSearch;
import io.risknet.transforms.evaluation.AdverseImpact;
import io.risknet.transforms.evaluation.ApprovalRule;
import io.risknet.transforms.evaluation.ApprovedSegment;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.Segment;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Objective;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
  void theNestedEstimateIsInTheData() throws IOException {
    var manifest =
        TestRun.manifest(
            TEST,
            0.8,
            new TestSearch().selected(0.77, OptionalDouble.of(0.75)).nested(TestRun.nested(0.72)));
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
  void segmentsGroupsAndRejectsAreInTheData() throws IOException {
    var reject = new RejectReason("clean", "dti", "the value is above 65");
    var reasons = new RejectReasons(3, List.of(new RejectReasons.Counted(reject, 2)), 1);
    var manifest = TestRun.manifest(TEST, 0.8).withSegments(review("M", "F")).withRejects(reasons);
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
    var manifest = TestRun.manifest(TEST, 0.8).withSegments(review("M"));
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
    var html = report(TestRun.manifest(test, 0.8).withSegments(review), test).toHtml();
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

  /** Its row of the leaderboard tells of its best, after 10 rounds. */
  @Test
  void theTrialThatWasTakenAfterFewerRoundsIsShownAfterThose() {
    var scores = new TreeMap<>(Map.of(5, new Leaderboard.Score(0.79, 0.02)));
    var row = TestRun.row(0, 0.8, "", scores);
    var report =
        Report.of(
            TestRun.manifest(TEST, 0.8, new TestSearch().cheapest().after(5)),
            new Leaderboard(Objective.of(Metric.ROC_AUC), List.of(row)),
            Evaluation.of(TEST),
            List.of(),
            TableProfile.of(List.of()));

    assertThat(report.trials().get(0).rounds()).isEqualTo(5);
    assertThat(report.trials().get(0).mean()).hasValue(0.79);
    assertThat(report.trials().get(0).stdErr()).hasValue(0.02);
  }

  private static List<Integer> placesOf(Report report) {
    return report.trials().stream()
        .filter(Report.TrialRow::winner)
        .map(Report.TrialRow::place)
        .toList();
  }

  /** Of 600 trials one other than the first. */
  private static Report taken(String trial) {
    var rows = IntStream.range(0, 600).mapToObj(number -> TestRun.row(number, 0.8, "")).toList();
    return Report.of(
        TestRun.manifest(TEST, 0.8, new TestSearch().wonBy(trial, 1)),
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

  private static JsonNode data(String html) throws IOException {
    var json = html.replaceFirst("(?s).*<script type=\"application/json\" id=\"data\">", "");
    return JSON.readTree(json.substring(0, json.indexOf("</script>")));
  }

  private static Report report(RunManifest manifest, ScoreDistribution test) {
    return Report.of(
        manifest,
        new Leaderboard(Objective.of(Metric.ROC_AUC), List.of(TestRun.row(0, 0.8, ""))),
        Evaluation.of(test),
        List.of(),
        TableProfile.of(List.of()));
  }

  private static Report report(ScoreDistribution test, double trainAuc, String spec, int trials) {
    var rows =
        IntStream.range(0, trials)
            .mapToObj(
                trial ->
                    trial == 0
                        ? TestRun.row(0, 0.8, "")
                        : TestRun.row(trial, Double.NaN, "It threw."))
            .toList();
    return Report.of(
        TestRun.manifest(spec, test, trainAuc, TestRun.search(test)),
        new Leaderboard(Objective.of(Metric.ROC_AUC), rows),
        Evaluation.of(test),
        List.of(),
        TableProfile.of(List.of()));
  }
}
