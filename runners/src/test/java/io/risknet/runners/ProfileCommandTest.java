package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code risknet profile} tells of a table, alone and against a model. */
class ProfileCommandTest {
  private static final String SPEC =
      """
      name: loans
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          income: {type: numeric, min: 0}
          region: {type: categorical, allowed: [A, B, C]}
          granted: {type: month}
          bad: {type: label}
      split: {by: granted, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features:
        encode:
          - numeric: [income]
          - one-hot: [region]
      grid: {max_depth: [2], eta: [0.3], subsample: [0.7], rounds: [5]}
      """;

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path data;
  private static List<List<String>> trainingRows;
  private static Path run;
  private static Path model;

  @TempDir private Path temp;

  @BeforeAll
  static void train() throws IOException {
    trainingRows = rows(200901, 240);
    var later = rows(200907, 80);
    var richer = changed(rows(200910, 80), "income", value -> value + "0");
    var all = Stream.of(trainingRows, later, richer).flatMap(List::stream).toList();
    run = data.resolve("run");
    model = run.resolve("model");
    CommandLine.succeed(
        "train",
        "--spec=" + SmallTable.spec(data, SPEC),
        "--input=" + write(data.resolve("all.csv"), all),
        "--validationFrom=200907",
        "--testFrom=200910",
        "--output=" + run);
  }

  /** Rows of one month, of which those of low income are bad more often. */
  private static List<List<String>> rows(int month, int count) {
    var random = new Random(month);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < count; i++) {
      int income = 10 + random.nextInt(90);
      int bad = random.nextInt(100) > 20 + income / 2 ? 1 : 0;
      rows.add(
          List.of(
              month + "-" + i,
              Integer.toString(income),
              "ABC".substring(i % 3, i % 3 + 1),
              Integer.toString(month),
              Integer.toString(bad)));
    }
    return rows;
  }

  private static List<List<String>> changed(
      List<List<String>> rows, String column, UnaryOperator<String> change) {
    int place = List.of("id", "income", "region", "granted", "bad").indexOf(column);
    return rows.stream()
        .map(
            row -> {
              var copy = new ArrayList<>(row);
              copy.set(place, change.apply(row.get(place)));
              return List.copyOf(copy);
            })
        .toList();
  }

  private static Path write(Path file, List<List<String>> rows) throws IOException {
    var lines = new ArrayList<>(List.of("id,income,region,granted,bad"));
    rows.forEach(row -> lines.add(String.join(",", row)));
    return Files.write(file, lines);
  }

  private CommandLine against(List<List<String>> rows, String... others) throws IOException {
    var input = write(temp.resolve("rows.csv"), rows);
    return CommandLine.run(
        Stream.concat(
                Stream.of("profile", "--against=" + model, "--input=" + input), Stream.of(others))
            .toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  private static int greatestIncome() {
    return trainingRows.stream().mapToInt(row -> Integer.parseInt(row.get(1))).max().orElseThrow();
  }

  private static double psi(JsonNode drift) {
    return drift.at("/stability/value").asDouble(-1);
  }

  @Test
  void theTrainingRowsHaveNotMovedFromThemselves() throws IOException {
    var profiled = against(trainingRows, "--maxPsi=0");

    assertThat(profiled.exitCode()).as(profiled.err()).isZero();
    assertThat(profiled.out())
        .contains("240 rows against the training rows")
        .containsPattern("the score +0\\.0000  stable ")
        .containsPattern("income +0\\.0000  stable +0\\.00 % / 0\\.00 % +0\\.00 %")
        .containsPattern("region +0\\.0000  stable ")
        .doesNotContain("NaN")
        .doesNotContainPattern("\n  id ");
  }

  @Test
  void rowsThatHaveMovedEndWithCodeThree() throws IOException {
    var profiled = against(changed(trainingRows, "income", income -> income + "0"));

    assertThat(profiled.exitCode()).isEqualTo(3);
    assertThat(profiled.err())
        .matches("risknet: The stability index of '[^']+' is \\d+\\.\\d{4}, [^\\n]+\\.\\n")
        .contains("beyond --maxPsi=0.25");
    assertThat(profiled.out()).containsPattern("income +\\d\\.\\d{4}  shift .* 100\\.00 %");
  }

  @Test
  void asMuchMovementAsIsAllowedPasses() throws IOException {
    var richer = changed(trainingRows, "income", income -> income + "0");

    assertThat(against(richer, "--maxPsi=100").exitCode()).isZero();
  }

  @Test
  void newCategoriesAreNamed() throws IOException {
    var moved = changed(trainingRows, "region", region -> region.equals("A") ? "Zanzibar" : region);

    assertThat(against(moved).out()).contains("Zanzibar (80 rows)");
  }

  @Test
  void valuesThatAreNotAllowedAreComparedAndTheirRowsNotScored() throws IOException {
    var output = temp.resolve("profiled");
    var moved = new ArrayList<>(changed(trainingRows.subList(0, 1), "region", any -> "X"));
    moved.addAll(changed(trainingRows.subList(1, 2), "income", any -> "-1"));
    moved.addAll(trainingRows.subList(2, 240));
    var profiled = against(moved, "--output=" + output);

    assertThat(profiled.exitCode()).as(profiled.err()).isZero();
    assertThat(profiled.out())
        .contains("240 rows against", "X (1 rows)", "\n  2 of these rows can't be scored: ")
        .containsPattern("income +\\d\\.\\d{4}  \\S+ .* 0\\.42 %");
    assertThat(json(output.resolve("manifest.json")).at("/rows/input.unscored").asInt())
        .isEqualTo(2);
    var input = temp.resolve("rows.csv");
    assertThat(RunFiles.lines(output.resolve("rejects")))
        .containsExactly(
            "score,\"%s\",2,region,\"'X' is not among the allowed values\",X,1".formatted(input),
            "score,\"%s\",3,income,\"-1 is below 0\",-1,1".formatted(input));
    assertThat(json(output.resolve("profile.json")).at("/columns/model:score/rows").asInt())
        .isEqualTo(238);
  }

  @Test
  void moreRowsThanAllowedThatCannotBeScoredEndWithCodeThreeAfterTheTable() throws IOException {
    var moved = new ArrayList<>(changed(trainingRows.subList(0, 5), "region", any -> "X"));
    moved.addAll(trainingRows.subList(5, 240));
    var profiled = against(moved);

    assertThat(profiled.exitCode()).isEqualTo(3);
    assertThat(profiled.out()).contains("X (5 rows)", "5  region: ");
    assertThat(profiled.err())
        .startsWith(
            "risknet: 5 of the 240 lines of --input can't be scored, more than"
                + " --maxRejectFraction=0.01 allows; ");
    assertThat(against(moved, "--maxRejectFraction=0.03").exitCode()).isZero();
  }

  @Test
  void missingSharesAreToldThenAndNow() throws IOException {
    var gaps = changed(trainingRows, "income", income -> "");
    var profiled = against(gaps);

    assertThat(profiled.exitCode()).isEqualTo(3);
    assertThat(profiled.out())
        .containsPattern("income +\\d+\\.\\d{4}  shift +0\\.00 % / 100\\.00 % +-")
        .doesNotContain("NaN");
  }

  @Test
  void theOutputHoldsTheProfileAndTheManifest() throws IOException {
    var output = temp.resolve("profiled");
    var profiled = against(trainingRows, "--output=" + output);

    assertThat(profiled.out()).contains("Results are in " + output);
    assertThat(json(output.resolve("profile.json")).at("/columns/income/numbers/max").asDouble())
        .isEqualTo(greatestIncome());
    var manifest = json(output.resolve("manifest.json"));
    assertThat(manifest.get("command").asText()).isEqualTo("profile");
    assertThat(psi(manifest.at("/stability/score"))).isZero();
    assertThat(psi(manifest.at("/stability/columns/income"))).isZero();
    assertThat(output.resolve(".risknet-temp")).doesNotExist();
  }

  @Test
  void withoutAnOutputNothingIsKept() throws IOException {
    var before = temporaryDirectories();

    assertThat(against(trainingRows).out()).doesNotContain("Results are in");
    assertThat(temporaryDirectories()).isEqualTo(before);
  }

  private static List<Path> temporaryDirectories() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("risknet-profile"))
          .sorted()
          .toList();
    }
  }

  @Test
  void resultsAreNotReplacedUnasked() throws IOException {
    var output = temp.resolve("profiled");
    assertThat(against(trainingRows, "--output=" + output).exitCode()).isZero();

    against(trainingRows, "--output=" + output)
        .assertSentence("already holds results", "--overwrite");
    assertThat(against(trainingRows, "--output=" + output, "--overwrite").exitCode()).isZero();
  }

  @Test
  void rowsWithoutTheLabelWillDo() throws IOException {
    var input = temp.resolve("unlabelled.csv");
    Files.write(
        input,
        Stream.concat(
                Stream.of("id,income,region"),
                trainingRows.stream().map(row -> String.join(",", row.subList(0, 3))))
            .toList());

    assertThat(CommandLine.succeed("profile", "--against=" + model, "--input=" + input).out())
        .containsPattern("the score +0\\.0000  stable ");
  }

  @Test
  void aTableIsProfiledByItsSpecAlone() throws IOException {
    var output = temp.resolve("profiled");
    var out =
        CommandLine.succeed(
                "profile",
                "--spec=" + SmallTable.spec(temp, SPEC),
                "--input=" + write(temp.resolve("rows.csv"), trainingRows),
                "--output=" + output)
            .out();

    assertThat(out)
        .contains("240 rows")
        .containsPattern("income +numeric +0\\.00 %  \\d+  \\d+  " + greatestIncome())
        .containsPattern("region +categorical +0\\.00 %  A \\(80\\), B \\(80\\), C \\(80\\)")
        .containsPattern("granted +month +0\\.00 %  200901  200901  200901");
    assertThat(json(output.resolve("manifest.json")).has("stability")).isFalse();
  }

  @Test
  void aTableOfNoRowsHasAProfile() throws IOException {
    var out =
        CommandLine.succeed(
                "profile",
                "--spec=" + SmallTable.spec(temp, SPEC),
                "--input=" + write(temp.resolve("rows.csv"), List.of()))
            .out();

    assertThat(out).contains("0 rows").containsPattern("income +numeric +-");
  }

  @Test
  void noRowsCantBeCompared() throws IOException {
    against(List.of()).assertSentence("have no row that could be compared with the model");
  }

  @Test
  void aTrainingRunTellsHowItsPartsDiffer() throws IOException {
    var manifest = json(run.resolve("manifest.json"));

    assertThat(manifest.at("/stability/columns/income/stability/band").asText()).isEqualTo("shift");
    assertThat(manifest.at("/stability/columns/region/stability/band").asText())
        .isEqualTo("stable");
    assertThat(psi(manifest.at("/stability/score"))).isPositive();
    assertThat(manifest.at("/stability/columns").has("bad")).isFalse();
  }

  @Test
  void aTrainingRunProfilesItsParts() throws IOException {
    var profiles = json(run.resolve("profile.json"));

    assertThat(profiles.at("/train/rows").asLong()).isEqualTo(240);
    assertThat(profiles.at("/validation/columns/granted/numbers/min").asInt()).isEqualTo(200907);
    assertThat(profiles.at("/test/columns/income/drift/outOfRange").asDouble()).isGreaterThan(0.9);
    assertThat(profiles.at("/train/columns/id").has("numbers")).isFalse();
  }

  @Test
  void aModelKeepsTheProfileOfWhatItReadsAndOfItsScore() throws IOException {
    var names = new ArrayList<String>();
    json(model.resolve("profile.json")).get("columns").fieldNames().forEachRemaining(names::add);

    assertThat(names).containsExactly("id", "income", "model:score", "region");
    assertThat(json(model.resolve("manifest.json")).at("/files/profile.json/sha256").asText())
        .hasSize(64);
  }

  @Test
  void aModelOfAnEarlierReleaseIsToBeTrainedAgain() throws IOException {
    var old = Files.createDirectories(temp.resolve("old"));
    try (var files = Files.list(model)) {
      for (var file : files.filter(file -> !file.endsWith("profile.json")).toList()) {
        Files.copy(file, old.resolve(file.getFileName().toString()));
      }
    }
    var manifest = (ObjectNode) json(old.resolve("manifest.json"));
    ((ObjectNode) manifest.get("files")).remove("profile.json");
    JSON.writeValue(old.resolve("manifest.json").toFile(), manifest);

    CommandLine.run("profile", "--against=" + old, "--input=" + data.resolve("all.csv"))
        .assertSentence("The model at " + old + " has no profile of its training rows");
  }

  @Test
  void aModelThatIsNotThere() {
    CommandLine.run("profile", "--against=" + temp, "--input=" + data.resolve("all.csv"))
        .assertSentence("There is no finished model at " + temp);
  }

  @Test
  void neitherModelNorSpec() {
    CommandLine.run("profile", "--input=" + data.resolve("all.csv"))
        .assertSentence("Give --against, the model to compare the table with, or --spec");
  }

  @Test
  void modelAndSpec() {
    CommandLine.run("profile", "--input=x", "--against=" + model, "--spec=freddie-mac")
        .assertSentence("one of them.");
  }

  @Test
  void aBoundBelowZero() {
    CommandLine.run("profile", "--input=x", "--spec=freddie-mac", "--maxPsi=0.1")
        .assertSentence("--maxPsi=0.1 is for a comparison, and there is none without --against");
    CommandLine.run("profile", "--input=x", "--against=" + model, "--maxPsi=-1")
        .assertSentence("--maxPsi=-1.0 should be 0 or more");
  }

  @Test
  void filesThatAreNotThere() {
    CommandLine.run("profile", "--against=" + model, "--input=" + temp.resolve("none.csv"))
        .assertSentence("No file matches --input=");
  }

  @Test
  void filesWithoutAColumnOfTheModel() throws IOException {
    var input = Files.writeString(temp.resolve("rows.csv"), "id,region\n1,A\n");

    CommandLine.run("profile", "--against=" + model, "--input=" + input)
        .assertSentence("income", input.toString());
  }

  @Test
  void moreRejectsThanAllowed() throws IOException {
    against(changed(trainingRows, "income", income -> "x"))
        .assertSentence("240 of the 240 lines of --input were rejected", "rejects/ of --output");
  }

  @Test
  void withoutAnOutputRejectsAreCountedByReason() throws IOException {
    var dirty = new ArrayList<>(changed(trainingRows.subList(0, 3), "income", income -> "-1"));
    dirty.addAll(changed(trainingRows.subList(3, 8), "income", income -> "x"));
    dirty.addAll(trainingRows.subList(8, 240));

    assertThat(against(dirty).out())
        .contains(
            """

            Lines that were left out, by reason; give --output to keep them:
                      5  income: the value is no number
                      3  income: the value is below 0
            """);
    assertThat(against(dirty, "--output=" + temp.resolve("kept")).out())
        .doesNotContain("left out, by reason");
  }
}
