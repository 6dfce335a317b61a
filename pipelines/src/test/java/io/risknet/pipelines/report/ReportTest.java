package io.risknet.pipelines.report;

import static io.risknet.pipelines.report.Verdict.Outcome.FAIL;
import static io.risknet.pipelines.report.Verdict.Outcome.PASS;
import static io.risknet.pipelines.report.Verdict.Outcome.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
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
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Three of four default at a score of 0.75, one of four at 0.25. */
  private static final ScoreDistribution TEST = scores(0.25, 0.75, 50);

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
  void ofManyTrialsTheBestAreShown() {
    var report = report(TEST, 0.85, "a", 600);

    assertThat(report.trials()).hasSize(500);
    assertThat(report.trialsInAll()).isEqualTo(600);
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

  @Test
  void scoresThatPromiseTooLittleAreGraded() {
    // Half of the rows default; 0.3 on average is two fifths less, 0.2 three fifths.
    assertThat(check(scores(0.1, 0.5, 50), 0.78, 3)).isEqualTo(WARN);
    assertThat(check(scores(0.1, 0.3, 50), 0.78, 3)).isEqualTo(FAIL);
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

  private static Report report(ScoreDistribution test, double trainAuc, String spec, int trials) {
    var rows =
        IntStream.range(0, trials)
            .mapToObj(trial -> trial == 0 ? row(0, 0.8, "") : row(trial, Double.NaN, "It threw."))
            .toList();
    return Report.of(
        manifest(spec, test, trainAuc),
        new Leaderboard(Objective.of(Metric.ROC_AUC), rows),
        Evaluation.of(test),
        List.of(),
        TableProfile.of(List.of()));
  }

  private static Leaderboard.Row row(int number, double mean, String error) {
    var point =
        new Point("xgboost", new TreeMap<>(), new TreeMap<>(Map.of("eta", 0.1 + number / 1e4)));
    return new Leaderboard.Row(
        new Trial("t" + number, point, 2, 1),
        0,
        10,
        mean,
        mean,
        Collections.nCopies(2, mean),
        ImmutableSortedMap.of(),
        2,
        0,
        1,
        error.isEmpty() ? Leaderboard.Status.TRAINED : Leaderboard.Status.FAILED,
        error);
  }

  private static RunManifest manifest(String spec, ScoreDistribution test, double trainAuc) {
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
    var search =
        new RunManifest.Search(
            "grid",
            Folding.of(2),
            "rocAuc",
            1,
            0,
            2,
            0,
            OptionalInt.of(3),
            "t0",
            "xgboost",
            Map.of("rounds", 10),
            0.75,
            measured.rocAuc(),
            measured.rocAuc().stream().map(auc -> 0.75 - auc).findFirst(),
            "train",
            Optional.empty());
    return new RunManifest(
        "id",
        "train",
        spec,
        new RunManifest.Code("1", "c"),
        "DirectRunner",
        OptionalInt.of(2),
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:01:00Z",
        List.of(),
        Map.of("test", 8L),
        List.of(new RunManifest.Stage("read", 1, 8)),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.of(search),
        Optional.of(Map.of("train", train, "test", measured)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
