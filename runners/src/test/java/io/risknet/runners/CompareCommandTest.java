package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.pipelines.compare.Comparison;
import io.risknet.pipelines.compare.Comparison.Side;
import io.risknet.transforms.evaluation.AucDifference;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code risknet compare} tells of two models of a table. */
class CompareCommandTest {
  @TempDir private static Path data;
  private static SmallTable table;
  private static Path byIncome;
  private static Path byRegion;

  @TempDir private Path temp;

  @BeforeAll
  static void train() throws IOException {
    table = SmallTable.in(data);
    byIncome = train("income", SmallTable.SPEC);
    // Regions tell nothing: the table deals them out in turn.
    byRegion = train("region", SmallTable.SPEC.replace("    - numeric: [income]\n", ""));
  }

  private static Path train(String name, String spec) throws IOException {
    var directory = Files.createDirectory(data.resolve(name));
    var run = directory.resolve("run");
    CommandLine.succeed(
        "train",
        "--spec=" + SmallTable.spec(directory, spec),
        "--input=" + table.rows(),
        "--output=" + run);
    return run.resolve("model");
  }

  private CommandLine compare(Path champion, Path challenger, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("compare");
    arguments.add("--model=" + champion);
    arguments.add("--model=" + challenger);
    arguments.add("--input=" + table.rows());
    arguments.addAll(List.of(more));
    return CommandLine.run(arguments.toArray(String[]::new));
  }

  @Test
  void aBetterChallengerPasses() {
    var compared = compare(byRegion, byIncome);

    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(compared.out())
        .contains("300 rows", "The challenger passes")
        .doesNotContain("left out");
  }

  @Test
  void aWorseChallengerDoesNotAndTheExitCodeIsThree() {
    var compared = compare(byIncome, byRegion);

    assertThat(compared.exitCode()).isEqualTo(3);
    assertThat(compared.err()).contains("The challenger does not pass", "--minAucGain=0.0");
  }

  @Test
  void loansForModelsOfATableThatHoldsItsLabel() {
    compare(byIncome, byRegion, "--loans=x")
        .assertSentence("--loans and --performance are the files of Freddie Mac");
  }

  @Test
  void theSameModelDoesNotPassUnlessALossIsAllowed() {
    assertThat(compare(byIncome, byIncome).err())
        .contains("it ranks all rows as the champion does");
    assertThat(compare(byIncome, byIncome, "--minAucGain=-0.01").exitCode()).isZero();
  }

  /** Rows n1, p1, n2, p2, and p1, n1, p2, n2: each row's part in the area falls by a half. */
  @Test
  void aLossThatIsTheSameAtEachRowIsTold() {
    double[] labels = {0, 1, 0, 1};
    double[] champion = {0.1, 0.2, 0.3, 0.4};
    double[] challenger = {0.2, 0.1, 0.4, 0.3};
    var side = new Side("a model", BinaryMetrics.of(ScoreDistribution.empty()));
    var rocAuc = AucDifference.of(champion, challenger, labels, 0.95);

    assertThat(CompareCommand.sentence(new Comparison("", side, side, rocAuc, -0.25, false)))
        .contains("gain in ROC AUC is -0.5000, in which each row has the same part", "=-0.25 asks");
  }

  @Test
  void whatIsKeptTellsTheAreasOfBothModels() throws Exception {
    compare(byRegion, byIncome, "--output=" + temp.resolve("kept"));
    var json = json(temp.resolve("kept/comparison.json"));

    assertThat(json.at("/rocAuc/first/estimate").asDouble())
        .isCloseTo(area(byRegion), within(1e-12));
    assertThat(json.at("/rocAuc/second/estimate").asDouble())
        .isCloseTo(area(byIncome), within(1e-12));
    assertThat(json.get("passes").asBoolean()).isTrue();
    assertThat(json(temp.resolve("kept/manifest.json")).at("/metrics/challenger/rocAuc").asDouble())
        .isCloseTo(area(byIncome), within(1e-12));
  }

  @Test
  void oneModelIsNotEnough() {
    CommandLine.run("compare", "--model=" + byIncome, "--input=" + table.rows())
        .assertSentence("Give --model twice", "given 1 times");
  }

  @Test
  void withoutAnOutputRejectsAreCountedByReason() {
    var dirty = IntStream.range(0, 50).mapToObj(id -> id + ",x,A,1,0").toList();
    var compared =
        CommandLine.run(
            "compare",
            "--model=" + byIncome,
            "--model=" + byRegion,
            "--input=" + SmallTable.rows(temp, dirty));

    compared.assertSentence("50 of the 50 lines of --input were rejected");
    assertThat(compared.out()).contains("give --output", "  50  income: the value is no number");
  }

  @Test
  void aColumnThatTheFilesLackIsNamed() throws IOException {
    var other = SmallTable.SPEC.replace("income: {type: numeric", "earns: {type: numeric");
    var directory = Files.createDirectory(temp.resolve("other"));
    var rows = Files.readString(table.rows()).replaceFirst("income", "earns");
    var run = directory.resolve("run");
    CommandLine.succeed(
        "train",
        "--spec=" + SmallTable.spec(directory, other.replace("[income]", "[earns]")),
        "--input=" + Files.writeString(directory.resolve("rows.csv"), rows),
        "--output=" + run);

    compare(byIncome, run.resolve("model")).assertSentence("has no column 'earns'");
  }

  /** By counting pairs of what {@code risknet score} gives. */
  private double area(Path model) throws Exception {
    var scored = temp.resolve("scored-" + model.getParent().getParent().getFileName());
    if (!Files.exists(scored)) {
      CommandLine.succeed(
          "score", "--model=" + model, "--input=" + table.rows(), "--output=" + scored);
    }
    var labels = new HashMap<String, String>();
    for (var line : Files.readAllLines(table.rows())) {
      var cells = line.split(",", -1);
      labels.put(cells[0], cells[4]);
    }
    return Pairs.area(RunFiles.probabilities(scored.resolve("scores")), labels);
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(file.toFile());
  }
}
