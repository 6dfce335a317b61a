package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in ablation on a year of synthetic loans, at first as it is, then forced. */
class AblationIT {
  private static final int LOANS = 1_500;

  @TempDir private static Path temp;
  private static Path output;
  private static JsonNode asItIs;
  private static JsonNode forced;

  @BeforeAll
  static void run() throws IOException {
    for (var quarter : List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4")) {
      SyntheticQuarter.of(quarter).withLoans(LOANS).write(temp.resolve("data"));
    }
    output = temp.resolve("run");
    asItIs = ablation();
    forced = ablation("--resume", "--allowLeakage=undefaulted_progress");
  }

  private static JsonNode ablation(String... more) throws IOException {
    var grid = "grid: {max_depth: [3], eta: [0.1], rounds: [50]}\n";
    var arguments =
        Stream.of(
            "ablation",
            "--spec=" + FreddieMacSpec.withGrid(temp.resolve("spec.yaml"), grid),
            "--loans=" + temp.resolve("data/historical_data_20*.txt"),
            "--performance=" + temp.resolve("data/historical_data_time_*.txt"),
            "--output=" + output);
    CommandLine.succeed(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    return JsonMapper.builder().build().readTree(output.resolve("ablation.json").toFile());
  }

  private static double auc(JsonNode ablation, int set) {
    return ablation.at("/sets/%d/trained/rocAuc/estimate".formatted(set)).asDouble();
  }

  @Test
  void theLeakageGuardStopsUndefaultedProgressByName() {
    assertThat(asItIs.at("/sets/3/set").asText()).isEqualTo("undefaulted-progress");
    assertThat(asItIs.at("/sets/3/stopped").asText())
        .startsWith("Column 'undefaulted_progress' can't be a feature");
    assertThat(asItIs.at("/sets/3").has("trained")).isFalse();
  }

  @Test
  void moreColumnsRankBetterThanTheCreditScore() {
    assertThat(auc(asItIs, 0)).isBetween(0.65, 0.80);
    assertThat(auc(asItIs, 1)).isGreaterThan(auc(asItIs, 0));
  }

  @Test
  void theForcedSetShowsAGainThatIsUnearned() {
    assertThat(forced.at("/sets/3/leaks/0").asText()).isEqualTo("undefaulted_progress");
    assertThat(auc(forced, 3)).isGreaterThan(auc(forced, 2));
    assertThat(forced.at("/sets/3/trained/gain/over").asText()).isEqualTo("generated");
    assertThat(forced.at("/sets/3/trained/gain/rocAuc/lower").asDouble()).isPositive();
  }

  @Test
  void theOtherSetsAreNotTrainedAgainForIt() {
    for (int set = 0; set < 3; set++) {
      assertThat(forced.at("/sets/" + set)).isEqualTo(asItIs.at("/sets/" + set));
    }
  }

  @Test
  void allSetsAreTestedOnTheSameLoans() throws IOException {
    var ids = new ArrayList<List<String>>();
    for (var set : List.of("credit-score", "origination", "generated", "undefaulted-progress")) {
      ids.add(List.copyOf(RunFiles.probabilities(output.resolve(set).resolve("scores")).keySet()));
    }
    assertThat(ids.get(0)).hasSizeGreaterThan(LOANS / 2);
    assertThat(ids).containsOnly(ids.get(0));
  }

  @Test
  void publishedFiguresAreLabelledSo() throws IOException {
    assertThat(Files.readAllLines(output.resolve("ablation.csv")))
        .endsWith(
            "\"credit score alone\",published,0.749,,,0.107,,,,,,,72.0,,,,,,",
            "\"all origination columns\",published,0.836,,,0.138,,,,,,,156.0,,,,,,",
            "\"all of the quarter's rows\",published,0.846,,,0.21,,,,,,,498.0,,,,,,",
            "\"generated features, undefaulted_progress left in\",published,0.897,,,0.381,,,,,,,"
                + "834.0,,,,,,");
  }

  @Test
  void aModelThatWasForcedScoresNothing() throws IOException {
    CommandLine.run(
            "score",
            "--model=" + output.resolve("undefaulted-progress/model"),
            "--input=" + temp.resolve("data/historical_data_2009Q1.txt"),
            "--output=" + temp.resolve("scored"))
        .assertSentence("goes by 'undefaulted_progress', which is known only after the decision");
  }

  /** What a chart's table of values has of a published figure. */
  private static String row(String name, String value) {
    return "<td class=\"\">%s (published)</td><td class=\"number\">%s</td>".formatted(name, value);
  }

  @Test
  void thePageDrawsEveryChartAndItsConsoleIsSilent() throws Exception {
    Chromium.assumeThere();
    var page =
        Chromium.load(
            output.resolve("report.html"), Files.createDirectory(temp.resolve("browser")));

    assertThat(page.console()).isEmpty();
    assertThat(page.dom())
        .contains(
            "id=\"summary\"",
            "id=\"sets\"",
            "id=\"run\"",
            "forced past the leakage guard",
            "in ROC AUC over generated (",
            "Published figures are those of RiskNet on loans of 2009Q1",
            row("credit score alone", "0.7490"),
            row("all origination columns", "0.8360"),
            row("all of the quarter's rows", "0.2100"),
            row("generated features, undefaulted_progress left in", "14 min"));
    assertThat(page.dom().split("<svg", -1)).hasSize(5);
    assertThat(page.dom().replaceAll("(?s)<script.*?</script>", ""))
        .doesNotContain("NaN", ">undefined", "null</", "Infinity");
  }
}
