package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that takes both classes for equally frequent, which they are not, calibrated. */
class CalibrationIT {
  private static final String SPEC =
      """
      name: rare
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          x: {type: numeric}
          bad: {type: label}
      split: {by: hash, seed: 1, train: 0.6, validation: 0.1, test: 0.3, folds: 4}
      features: {encode: [{numeric: [x]}]}
      search:
        strategy: grid
        objective: logLoss
        learners:
          xgboost: {balanced: true, rounds: [20], space: {max_depth: [3], subsample: [0.7]}}
      """;

  @TempDir private static Path temp;
  private static Path platt;
  private static Path kept;

  @BeforeAll
  static void train() throws IOException {
    var random = new Random(5);
    var rows = new ArrayList<>(List.of("id,x,bad"));
    for (int row = 0; row < 3_000; row++) {
      double x = random.nextDouble();
      rows.add("r%d,%.4f,%d".formatted(row, x, random.nextDouble() < 0.2 * x ? 1 : 0));
    }
    Files.write(temp.resolve("rows.csv"), rows);
    platt = train("platt", "calibration: platt\ncosts: {falsePositive: 1, falseNegative: 10}");
    // Of ten times as many negatives each is a tenth as dear, so that the same rows are taken.
    kept =
        train(
            "kept",
            """
            calibration: platt
            keptNegatives: 0.1
            costs: {falsePositive: 1, falseNegative: 100}""");
  }

  private static Path train(String name, String keys, String... more) throws IOException {
    var spec = Files.writeString(temp.resolve(name + ".yaml"), SPEC + keys + "\n");
    var output = temp.resolve(name);
    var arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--spec=" + spec,
                "--input=" + temp.resolve("rows.csv"),
                "--output=" + output));
    arguments.addAll(List.of(more));
    CommandLine.succeed(arguments.toArray(String[]::new));
    return output;
  }

  private static JsonNode manifest(Path run) throws IOException {
    return new JsonMapper().readTree(run.resolve("manifest.json").toFile());
  }

  private static JsonNode metrics(Path run) throws IOException {
    return manifest(run).get("metrics");
  }

  @Test
  void theTestHasMetricsOfBothSorts() throws IOException {
    var metrics = metrics(platt);

    assertThat(metrics.at("/testUncalibrated/logLoss").asDouble()).isGreaterThan(0.5);
    assertThat(metrics.at("/test/logLoss").asDouble()).isLessThan(0.35);
    assertThat(metrics.at("/test/rocAuc").asDouble())
        .isCloseTo(metrics.at("/testUncalibrated/rocAuc").asDouble(), within(1e-9));
  }

  @Test
  void theMeanScoreIsTheShareThatDefaults() throws IOException {
    var metrics = metrics(platt).get("test");
    double mean =
        RunFiles.probabilities(platt.resolve("scores")).values().stream()
            .mapToDouble(Double::parseDouble)
            .average()
            .orElseThrow();

    assertThat(mean)
        .isCloseTo(
            metrics.get("positives").asDouble() / metrics.get("rows").asDouble(), within(0.03));
  }

  @Test
  void newRowsAreScoredAsTheTestWas() throws IOException {
    CommandLine.succeed(
        "score",
        "--model=" + platt.resolve("model"),
        "--input=" + temp.resolve("rows.csv"),
        "--output=" + temp.resolve("scored"));

    assertThat(RunFiles.probabilities(temp.resolve("scored/scores")))
        .containsAllEntriesOf(RunFiles.probabilities(platt.resolve("scores")));
  }

  @Test
  void withoutBeingAskedForThereIsNone() throws IOException {
    var plain = train("plain", "");

    assertThat(plain.resolve("model/calibrator.json")).doesNotExist();
    assertThat(metrics(plain).has("testUncalibrated")).isFalse();
    assertThat(metrics(plain).at("/test/logLoss"))
        .isEqualTo(metrics(platt).at("/testUncalibrated/logLoss"));
  }

  /** Calibrated, the test rows have a log loss below 0.35, and any search would seem honest. */
  @Test
  void theSelectedScoreIsHeldAgainstScoresOfItsOwnScale() throws IOException {
    var nested = manifest(train("nested", "calibration: isotonic", "--nested"));
    var search = nested.get("search");

    assertThat(search.get("bestScore").asDouble()).isGreaterThan(0.5);
    assertThat(search.get("testScore")).isEqualTo(nested.at("/metrics/testUncalibrated/logLoss"));
    assertThat(search.get("optimism").asDouble()).isCloseTo(0, within(0.1));
    assertThat(search.at("/nested/score").asDouble()).isGreaterThan(0.5);
  }

  /** The rows at hand are a sample, on which the model is measured; scores are corrected. */
  @Test
  void scoresAreCorrectedForNegativesThatWereLeftOut() throws IOException {
    assertThat(metrics(kept)).isEqualTo(metrics(platt));
    var corrected = RunFiles.probabilities(kept.resolve("scores"));
    RunFiles.probabilities(platt.resolve("scores"))
        .forEach(
            (id, text) -> {
              double p = Double.parseDouble(text);
              assertThat(Double.parseDouble(corrected.get(id)))
                  .isCloseTo(corrected(p), within(1e-12));
            });
    CommandLine.succeed(
        "score",
        "--model=" + kept.resolve("model"),
        "--input=" + temp.resolve("rows.csv"),
        "--output=" + temp.resolve("scored-kept"));
    assertThat(RunFiles.probabilities(temp.resolve("scored-kept/scores")))
        .containsAllEntriesOf(corrected);
    assertThat(decisions(kept).get("matrix")).isEqualTo(decisions(platt).get("matrix"));
    assertThat(taken(kept)).isEqualTo(taken(platt));
    assertThat(manifest(kept).at("/operatingPoint/costs/falsePositive").asDouble()).isEqualTo(1);
    assertThat(decisions(kept).get("cost").asDouble())
        .isCloseTo(10 * decisions(platt).get("cost").asDouble(), within(1e-6));
    assertThat(Files.readString(kept.resolve("model/card.md")))
        .contains(" costs 1 and a default taken for a good case 100, ", "counts 1 / 0.1 times");
  }

  /** Three in five of the rows are those that the model was trained on. */
  @Test
  void theRowsOfTheTrainingHaveScoresThatHaveNotMoved() throws IOException {
    var output = temp.resolve("profiled");
    CommandLine.succeed(
        "profile",
        "--against=" + kept.resolve("model"),
        "--input=" + temp.resolve("rows.csv"),
        "--output=" + output);

    assertThat(manifest(output).at("/stability/score/stability/value").asDouble(1))
        .isLessThan(0.02);
  }

  @Test
  void theManifestTellsWhatShareOfTheNegativesIsThere() throws IOException {
    assertThat(manifest(kept).get("keptNegatives").asDouble()).isEqualTo(0.1);
    assertThat(manifest(platt).has("keptNegatives")).isFalse();
  }

  @Test
  void cutOffsAreToldOnTheScaleOfTheScoresThatAreGiven() throws IOException {
    double threshold = evaluation(kept).at("/ks/threshold").asDouble();

    assertThat(threshold)
        .isCloseTo(corrected(evaluation(platt).at("/ks/threshold").asDouble()), within(1e-12));
    assertThat(RunFiles.probabilities(kept.resolve("scores")).values())
        .anySatisfy(score -> assertThat(Double.parseDouble(score)).isEqualTo(threshold));
    assertThat(evaluation(kept).at("/lift/groups/0/lowest").asDouble())
        .isCloseTo(
            corrected(evaluation(platt).at("/lift/groups/0/lowest").asDouble()), within(1e-12));
    assertThat(evaluation(kept).get("calibration")).isEqualTo(evaluation(platt).get("calibration"));
  }

  @Test
  void theReportTellsWhichNumbersAreOfASample() throws Exception {
    Chromium.assumeThere();
    var page =
        Chromium.load(
            kept.resolve("report.html"), Files.createDirectory(temp.resolve("kept-page")));
    var other =
        Chromium.load(
            platt.resolve("report.html"), Files.createDirectory(temp.resolve("platt-page")));

    assertThat(page.dom())
        .contains(
            "non-defaults. Metrics and rates are of such rows",
            "non-defaults. What is predicted here is the score before");
    assertThat(other.dom().replaceAll("(?s)<script.*?</script>", ""))
        .doesNotContain("The table holds a share");
  }

  private static double corrected(double score) {
    return 0.1 * score / (0.1 * score + 1 - score);
  }

  /** Of the report. */
  private static JsonNode evaluation(Path run) throws IOException {
    var html = Files.readString(run.resolve("report.html"));
    var data = html.substring(html.indexOf('>', html.indexOf("id=\"data\"")) + 1);
    return new JsonMapper()
        .readTree(data.substring(0, data.indexOf("</script>")))
        .get("evaluation");
  }

  @Test
  void theThresholdOfLeastCostIsOneOfTheScoresThatAreGiven() throws IOException {
    var matrix = decisions(platt).get("matrix");

    assertThat(taken(platt))
        .containsEntry("1", matrix.get("truePositives").asLong())
        .containsEntry("0", matrix.get("falsePositives").asLong());
    assertThat(decisions(platt).get("cost").asDouble())
        .isEqualTo(
            matrix.get("falsePositives").asInt() + 10.0 * matrix.get("falseNegatives").asInt());
  }

  @Test
  void theCardTellsTheThresholdOfLeastCost() throws IOException {
    assertThat(Files.readString(platt.resolve("model/card.md")))
        .contains("\n## The threshold of least cost\n")
        .containsPattern("\\| test \\| \\d+ \\| \\d+ \\| \\d+ \\| \\d+ \\| ");
  }

  private static JsonNode decisions(Path run) throws IOException {
    return manifest(run).at("/operatingPoint/parts/test");
  }

  /** How many test rows, whose scores are in files, are taken at the threshold, by label. */
  private static Map<String, Long> taken(Path run) throws IOException {
    double threshold = manifest(run).at("/operatingPoint/threshold").asDouble();
    return RunFiles.lines(run.resolve("scores")).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> Double.parseDouble(cells[1]) >= threshold)
        .collect(Collectors.groupingBy(cells -> cells[2], Collectors.counting()));
  }
}
