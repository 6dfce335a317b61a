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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of models that are trained in a moment. */
class ScorecardTest {
  private static final String POINTS =
      "scorecard: {baseScore: 100, baseOdds: 1, pointsToDouble: 10}\n";
  private static final String LINEAR =
      SmallTable.SPEC
              .replace("folds: 2", "folds: 3")
              .replaceFirst("(?s)features:.*", "features: {encode: [{woe: [income, region]}]}\n")
          + "search: {strategy: grid, learners: {liblinear: {rounds: 1, space: {C: [1]}}}}\n"
          + "keptNegatives: 0.5\n"
          + POINTS;

  @TempDir private Path temp;
  private SmallTable table;
  private Path run;

  @BeforeEach
  void writeTable() {
    table = SmallTable.in(temp);
    run = temp.resolve("run");
  }

  private String train(String spec, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--spec=" + SmallTable.spec(temp, spec),
                "--input=" + table.rows(),
                "--output=" + run));
    arguments.addAll(List.of(more));
    return CommandLine.succeed(arguments.toArray(String[]::new)).out();
  }

  /** At even odds 100 points, and ten more for odds twice as good. */
  @Test
  void scoresHaveThePointsOfTheirProbabilityAsItIsCorrected() throws IOException {
    train(LINEAR);

    assertThat(RunFiles.headers(run.resolve("scores")))
        .containsExactly("id,probability,points,label");
    assertThat(RunFiles.lines(run.resolve("scores")))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              var cells = line.split(",", -1);
              double p = Double.parseDouble(cells[1]);
              assertThat(Double.parseDouble(cells[2]))
                  .isCloseTo(100 + 10 * Math.log((1 - p) / p) / Math.log(2), within(0.006));
            });
  }

  @Test
  void aLinearModelOnWeightsOfEvidenceHasATable() throws IOException {
    var out = train(LINEAR);

    assertThat(Files.readAllLines(run.resolve("scorecard.csv")))
        .hasSizeGreaterThan(8)
        .anyMatch(line -> line.startsWith("income,below "))
        .anyMatch(line -> line.startsWith("region,A,"))
        .anyMatch(line -> line.startsWith("region,missing,0,0,,0,"));
    assertThat(out)
        .contains("scorecard: 100 points stand for odds of 1 good loans to a bad one, and 10 more")
        .contains("scorecard.csv    points by column and bin");
    assertThat(Files.readString(run.resolve("manifest.json")))
        .contains("\"pointsToDouble\" : 10.0")
        .doesNotContain("\"undefined\" : \"A table");
  }

  /**
   * Two columns that agree in 190 of 200 training rows and in half of the later ones: their
   * correlation is 0.9, and 1 / (1 - 0.81) is 5.263.
   */
  @Test
  void whatAValidatorWouldObjectToIsToldInAllPlaces() throws IOException {
    var out = trainNearTwins();

    var sentence =
        "The variance inflation factor of one is 5.3, above 5: other columns tell nearly";
    assertThat(out)
        .contains("  Warning: " + sentence, "  Warning: " + sentence.replace("one", "other"));
    var json = new JsonMapper();
    assertThat(json.readTree(run.resolve("manifest.json").toFile()).at("/scorecard/warnings"))
        .extracting(JsonNode::asText)
        .filteredOn(warning -> warning.startsWith("The variance inflation factor of o"))
        .hasSize(2)
        .anyMatch(warning -> warning.startsWith(sentence));
    var html = Files.readString(run.resolve("report.html"));
    assertThat(html.substring(html.indexOf("id=\"data\""))).contains(sentence);
  }

  @Test
  void inflationIsThatOfTheTrainingRows() throws IOException {
    trainNearTwins();

    assertThat(Files.readAllLines(run.resolve("scorecard.csv")))
        .filteredOn(line -> line.startsWith("one,low,"))
        .singleElement()
        .satisfies(line -> assertThat(line.split(",", -1)[8]).isEqualTo("5.2632"));
  }

  private String trainNearTwins() throws IOException {
    var spec =
        """
        name: twins
        table:
          delimiter: ","
          header: true
          columns:
            id: {type: id}
            opened: {type: month}
            one: {type: categorical}
            other: {type: categorical}
            bad: {type: label}
        split: {by: opened, train: 0.6, validation: 0.2, test: 0.2, folds: 3}
        features: {encode: [{woe: [one, other]}]}
        search: {strategy: grid, learners: {liblinear: {rounds: 1, space: {C: [1]}}}}
        """;
    var rows = new ArrayList<>(List.of("id,opened,one,other,bad"));
    add(rows, "200901,low,low", 95, 30);
    add(rows, "200901,high,high", 95, 10);
    add(rows, "200901,low,high", 5, 1);
    add(rows, "200901,high,low", 5, 2);
    for (var month : List.of("200907", "200910")) {
      for (var values : List.of("low,low", "low,high", "high,low", "high,high")) {
        add(rows, month + "," + values, 20, 5);
      }
    }
    return CommandLine.succeed(
            "train",
            "--spec=" + SmallTable.spec(temp, spec + POINTS),
            "--input=" + Files.write(temp.resolve("twins.csv"), rows),
            "--validationFrom=200907",
            "--testFrom=200910",
            "--output=" + run)
        .out();
  }

  /** So many rows of these values, of which the first so many are bad. */
  private static void add(List<String> rows, String values, int count, int bad) {
    for (int i = 0; i < count; i++) {
      rows.add("%d,%s,%d".formatted(rows.size(), values, i < bad ? 1 : 0));
    }
  }

  @Test
  void aModelOfTreesHasPointsAndTheReasonWhyThereIsNoTable() throws IOException {
    train(LINEAR);
    var out = train(SmallTable.SPEC + POINTS, "--overwrite");

    assertThat(RunFiles.headers(run.resolve("scores")))
        .containsExactly("id,probability,points,label");
    // That of the run before is gone.
    assertThat(run.resolve("scorecard.csv")).doesNotExist();
    assertThat(out).contains("No scorecard.csv: A table of points takes a linear model");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("\"undefined\":\"A table of points takes a linear model");
  }

  @Test
  void withoutTheKeyThereIsNothingOfIt() throws IOException {
    var out = train(SmallTable.SPEC);

    assertThat(RunFiles.headers(run.resolve("scores"))).containsExactly("id,probability,label");
    assertThat(run.resolve("model/scorecard.json")).doesNotExist();
    assertThat(out).doesNotContain("scorecard");
  }
}
