package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.transforms.scoring.Scorer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a training run and a scoring run leave behind, on a year of synthetic loans. One class,
 * though it is long: its tests look at the same two runs, which take most of its time.
 */
class TrainAndScoreIT {
  private static final int LOANS = 1_500;

  @TempDir private static Path temp;
  private static Path data;
  private static Path trained;
  private static Path scored;
  private static JsonNode manifest;
  private static JsonNode scoreManifest;

  @TempDir private Path other;

  @BeforeAll
  static void trainAndScore() throws IOException {
    data = temp.resolve("data");
    for (var quarter : List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4")) {
      SyntheticQuarter.of(quarter).withLoans(LOANS).withDirtyFraction(0.004).write(data);
    }
    trained = temp.resolve("run");
    CommandLine.succeed(train(trained, "freddie-mac"));
    manifest = json(trained.resolve("manifest.json"));
    scored = temp.resolve("scored");
    CommandLine.succeed(
        "score",
        "--model=" + trained.resolve("model"),
        "--input=" + data.resolve("historical_data_20*.txt"),
        "--output=" + scored);
    scoreManifest = json(scored.resolve("manifest.json"));
  }

  private static String[] train(Path output, Object spec, String... others) {
    var arguments =
        new String[] {
          "train",
          "--spec=" + spec,
          "--loans=" + data.resolve("historical_data_20*.txt"),
          "--performance=" + data.resolve("historical_data_time_*.txt"),
          "--output=" + output
        };
    var all = List.of(arguments, others);
    return all.stream().flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void manifestHasTheFieldsThatToolsRead() {
    assertThat(fieldNames(manifest))
        .contains(
            "runId",
            "command",
            "spec",
            "code",
            "runner",
            "parallelism",
            "startedAt",
            "finishedAt",
            "inputs",
            "rows",
            "stages",
            "peakMemoryBytes",
            "cpuSeconds",
            "search",
            "metrics",
            "stability");
  }

  @Test
  void manifestTellsWhatRan() {
    assertThat(
            List.of(
                manifest.get("command").asText(),
                manifest.get("spec").asText(),
                manifest.get("runner").asText()))
        .containsExactly("train", "freddie-mac", "DirectRunner");
  }

  @Test
  void manifestTellsVersionAndCommit() {
    assertThat(manifest.at("/code/version").asText()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(manifest.at("/code/commit").asText()).matches("[0-9a-f]{40}|unknown");
  }

  @Test
  void runEndsAfterItStarted() {
    assertThat(Instant.parse(manifest.get("finishedAt").asText()))
        .isAfter(Instant.parse(manifest.get("startedAt").asText()));
  }

  @Test
  void manifestListsTheInputsWithTheirSizes() throws IOException {
    long bytes = 0;
    for (var input : manifest.get("inputs")) {
      assertThat(input.get("bytes").asLong())
          .isEqualTo(Files.size(Path.of(input.get("path").asText())));
      bytes += input.get("bytes").asLong();
    }
    try (var files = Files.list(data)) {
      assertThat(bytes).isEqualTo(files.mapToLong(file -> file.toFile().length()).sum());
    }
  }

  @Test
  void linesReadAreTheLinesOfTheFiles() throws IOException {
    assertThat(rows("loans.lines")).isEqualTo(lineCount("historical_data_2"));
    assertThat(rows("performance.lines")).isEqualTo(lineCount("historical_data_time_"));
  }

  @Test
  void everyLoanIsLabelledOrLeftOutForAReason() {
    assertThat(rows("loans.lines"))
        .isEqualTo(
            rows("labelled")
                + rows("immature")
                + rows("withoutPerformance")
                + rows("loans.rejected"));
  }

  @Test
  void partsAddUpToTheLabelledLoans() {
    assertThat(rows("train") + rows("validation") + rows("test")).isEqualTo(rows("labelled"));
  }

  @Test
  void metricsAreOfTheRowsOfTheirParts() {
    for (var part : List.of("train", "validation", "test")) {
      var metrics = manifest.get("metrics").get(part);
      assertThat(metrics.get("rows").asLong()).as(part).isEqualTo(rows(part));
      assertThat(metrics.get("positives").asLong()).as(part).isEqualTo(rows(part + ".positives"));
    }
  }

  @Test
  void metricsHaveTheFieldsThatToolsRead() {
    assertThat(fieldNames(manifest.at("/metrics/test")))
        .contains(
            "rocAuc", "averagePrecision", "gini", "ks", "logLoss", "brier", "rows", "positives");
  }

  @Test
  void giniFollowsFromRocAuc() {
    var test = manifest.at("/metrics/test");
    assertThat(test.get("gini").asDouble())
        .isCloseTo(2 * test.get("rocAuc").asDouble() - 1, within(1e-12));
  }

  @Test
  void modelRanksTestLoansBetterThanChance() {
    assertThat(manifest.at("/metrics/test/rocAuc").asDouble()).isBetween(0.65, 0.95);
  }

  @Test
  void searchTriesTheGridOnEveryFold() {
    var search = manifest.get("search");
    assertThat(
            List.of(
                search.get("strategy").asText(),
                search.get("trials").asInt(),
                search.get("units").asInt()))
        .containsExactly("grid", 24, 120);
  }

  @Test
  void stagesAreInOrder() {
    assertThat(manifest.get("stages"))
        .extracting(stage -> stage.get("name").asText())
        .containsExactly("read", "features", "search", "refit", "evaluate");
  }

  @Test
  void leaderboardHasARowATrial() throws IOException {
    var lines = Files.readAllLines(trained.resolve("leaderboard.csv"));
    assertThat(lines).hasSize(25);
    assertThat(lines.get(0))
        .isEqualTo(
            "trial,eta,max_depth,min_child_weight,subsample,mean,stdErr,"
                + "fold0,fold1,fold2,fold3,fold4,"
                + "rocAuc,rocAucFold0,rocAucFold1,rocAucFold2,rocAucFold3,rocAucFold4,"
                + "averagePrecision,averagePrecisionFold0,averagePrecisionFold1,"
                + "averagePrecisionFold2,averagePrecisionFold3,averagePrecisionFold4,"
                + "ks,ksFold0,ksFold1,ksFold2,ksFold3,ksFold4,"
                + "logLoss,logLossFold0,logLossFold1,logLossFold2,logLossFold3,logLossFold4,"
                + "brier,brierFold0,brierFold1,brierFold2,brierFold3,brierFold4,"
                + "rounds,seconds,status");
  }

  @Test
  void leaderboardHasTheBestTrialFirst() throws IOException {
    var means =
        Files.readAllLines(trained.resolve("leaderboard.csv")).stream()
            .skip(1)
            .map(line -> Double.valueOf(line.split(",", -1)[5]))
            .toList();
    assertThat(means).isSortedAccordingTo((left, right) -> Double.compare(right, left));
  }

  @Test
  void leaderboardsFirstTrialIsTheManifestsBest() throws IOException {
    var first = Files.readAllLines(trained.resolve("leaderboard.csv")).get(1).split(",", -1);
    assertThat(first[0]).isEqualTo(manifest.at("/search/bestTrial").asText());
    assertThat(Double.parseDouble(first[5])).isEqualTo(manifest.at("/search/bestScore").asDouble());
  }

  @Test
  void modelIsAWholeBundle() {
    assertThat(trained.resolve("model"))
        .isDirectoryContaining("glob:**/manifest.json")
        .isDirectoryContaining("glob:**/schema.json")
        .isDirectoryContaining("glob:**/cleaning.json")
        .isDirectoryContaining("glob:**/features.json")
        .isDirectoryContaining("glob:**/model.ubj")
        .isDirectoryContaining("glob:**/model.tribuo.pb")
        .isDirectoryContaining("glob:**/card.md");
  }

  @Test
  void theCardSaysWhatAValidatorAsks() throws IOException {
    assertThat(trained.resolve("model/card.md"))
        .content()
        .contains(
            "## Intended use", "within the first 60 monthly rows", "| rocAuc | 0.", "## Limits")
        .contains(", risknet-commit " + manifest.at("/code/commit").asText() + ",");
  }

  @Test
  void testScoresHaveALineARow() throws IOException {
    assertThat(RunFiles.headers(trained.resolve("scores"))).containsExactly("id,probability,label");
    assertThat(RunFiles.probabilities(trained.resolve("scores"))).hasSize((int) rows("test"));
  }

  @Test
  void testScoresHaveTheLabels() throws IOException {
    assertThat(RunFiles.lines(trained.resolve("scores")))
        .filteredOn(line -> line.endsWith(",1"))
        .hasSize((int) rows("test.positives"));
  }

  @Test
  void rejectsTellFileLineColumnAndReason() throws IOException {
    assertThat(RunFiles.headers(trained.resolve("rejects")))
        .containsExactly("stage,file,line,column,reason,raw,rows");
  }

  @Test
  void rejectsAreAsManyAsTheManifestCounts() throws IOException {
    assertThat(RunFiles.lines(trained.resolve("rejects")))
        .isNotEmpty()
        .hasSize((int) (rows("loans.rejected") + rows("performance.rejected")));
  }

  @Test
  void rejectsQuoteTheLineThatTheyName() throws IOException {
    for (var reject : rejects()) {
      // Bytes that are no UTF-8 are replaced, here as there; a long text ends in an ellipsis.
      var bytes = Files.readAllBytes(Path.of(reject.get("file")));
      var lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
      assertThat(lines[Integer.parseInt(reject.get("line")) - 1])
          .as(reject.toString())
          .contains(reject.get("raw").replaceFirst("…$", ""));
    }
  }

  @Test
  void rejectsOfValuesNameTheColumn() throws IOException {
    assertThat(rejects())
        .filteredOn(reject -> !reject.get("column").isEmpty())
        .extracting(reject -> reject.get("column"))
        .contains("credit_score");
  }

  @Test
  void everyRejectHasAReason() throws IOException {
    assertThat(rejects()).allMatch(reject -> !reject.get("reason").isBlank());
  }

  @Test
  void onlyResultsAreLeftInTheRunsDirectory() throws IOException {
    try (var files = Files.list(trained)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "explanations.json",
              "manifest.json",
              "leaderboard.csv",
              "model",
              "profile.json",
              "rejects",
              "report.html",
              "scores",
              "trials");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "rejects"})
  void onlyCsvFilesAreLeftInADirectoryOfThem(String directory) {
    assertThat(trained.resolve(directory)).isDirectoryNotContaining("regex:.*/[^/]*(?<!\\.csv)");
  }

  @Test
  void onlyResultsAreLeftInTheDirectoryOfScoring() throws IOException {
    try (var files = Files.list(scored)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("manifest.json", "rejects", "scores");
    }
  }

  @Test
  void scoringGivesIdAndProbability() throws IOException {
    assertThat(RunFiles.headers(scored.resolve("scores"))).containsExactly("id,probability");
  }

  @Test
  void scoringGivesEveryLineThatIsNotRejectedAScore() throws IOException {
    assertThat(RunFiles.lines(scored.resolve("scores")))
        .hasSize(
            (int)
                (scoreManifest.at("/rows/input.lines").asLong()
                    - scoreManifest.at("/rows/input.rejected").asLong()));
  }

  @Test
  void scoringRejectsAsManyLinesAsItsManifestCounts() throws IOException {
    assertThat(RunFiles.lines(scored.resolve("rejects")))
        .hasSize(scoreManifest.at("/rows/input.rejected").asInt());
  }

  @Test
  void scoringNamesTheTrialOfTheModel() {
    assertThat(scoreManifest.get("spec").asText())
        .isEqualTo("trial " + manifest.at("/search/bestTrial").asText());
  }

  @Test
  void scoringRepeatsTheScoresOfTheTraining() throws IOException {
    assertThat(RunFiles.probabilities(scored.resolve("scores")))
        .containsAllEntriesOf(RunFiles.probabilities(trained.resolve("scores")));
  }

  @Test
  void oneLoanInPlainJavaScoresAsInTheFile() throws IOException {
    var scorer = Scorer.load(trained.resolve("model"));
    var probabilities = RunFiles.probabilities(scored.resolve("scores"));
    var columns = columns(scorer);
    for (var line : rawLoans().subList(0, 20)) {
      var cells = line.split("\\|", -1);
      var loan = new HashMap<String, String>();
      columns.forEach((name, position) -> loan.put(name, cells[position]));
      assertThat(Double.toString(scorer.score(loan)))
          .isEqualTo(probabilities.get(loan.get("loan_sequence_number")));
    }
  }

  @Test
  void resultsAreNotOverwrittenUnasked() {
    var again = CommandLine.run(train(trained, "freddie-mac"));
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err())
        .isEqualTo(
            "risknet: The output "
                + trained
                + " already holds results; choose another --output, or give --resume to go on with"
                + " it, or --overwrite to start anew.\n");
  }

  @Test
  void resultsAreReplacedWhenAsked() throws IOException {
    var spec =
        FreddieMacSpec.withGrid(other.resolve("spec.yaml"), "grid: {max_depth: [2], rounds: [5]}");
    var output = other.resolve("run");
    CommandLine.succeed(train(output, spec));
    var first = json(output.resolve("manifest.json")).get("runId").asText();
    CommandLine.succeed(train(output, spec, "--overwrite"));
    assertThat(json(output.resolve("manifest.json")).get("runId").asText()).isNotEqualTo(first);
    assertThat(RunFiles.lines(output.resolve("scores"))).hasSize((int) rows("test"));
  }

  private static List<Map<String, String>> rejects() throws IOException {
    var rejects = new ArrayList<Map<String, String>>();
    try (var files = Files.list(trained.resolve("rejects"))) {
      for (var file : files.toList()) {
        try (MappingIterator<Map<String, String>> rows =
            new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(file.toFile())) {
          rejects.addAll(rows.readAll());
        }
      }
    }
    return rejects;
  }

  private static long rows(String name) {
    return manifest.get("rows").path(name).asLong();
  }

  private static Set<String> fieldNames(JsonNode node) {
    return node.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet());
  }

  private static long lineCount(String prefix) throws IOException {
    long count = 0;
    try (var files = Files.list(data)) {
      for (var file : files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList()) {
        count += Files.readAllLines(file, StandardCharsets.ISO_8859_1).size();
      }
    }
    return count;
  }

  /** Loans whose ids nobody else has and that were scored. */
  private static List<String> rawLoans() throws IOException {
    var scores = RunFiles.probabilities(scored.resolve("scores")).keySet();
    return Files.readAllLines(
            data.resolve("historical_data_2009Q2.txt"), StandardCharsets.ISO_8859_1)
        .stream()
        .filter(line -> line.split("\\|", -1).length == 32)
        .filter(line -> scores.contains(line.split("\\|", -1)[19]))
        .toList();
  }

  /** The positions of the columns that the model reads. */
  private static Map<String, Integer> columns(Scorer scorer) throws IOException {
    var names =
        FreddieMacSpec.text()
            .lines()
            .filter(line -> line.matches(" {4}\\w+: \\{type: .*"))
            .map(line -> line.strip().split(":", -1)[0])
            .toList();
    return IntStream.range(0, names.size())
        .filter(i -> scorer.bundle().schema().contains(names.get(i)))
        .boxed()
        .collect(Collectors.toMap(names::get, i -> i));
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(file.toFile());
  }
}
