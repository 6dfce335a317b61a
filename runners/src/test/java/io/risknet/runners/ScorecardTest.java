package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
