package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Champion and challenger on loans whose outcome performance files tell. Of three loans one is 90
 * days late after 10 months, one after 30, one never; all are seen for 36 months.
 */
class CompareLoansIT {
  private static final int LOANS = 600;
  private static final int ID = 19;

  private static final String SPEC =
      """
      split: {by: hash, seed: 1, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features: {encode: [{numeric: [%s]}]}
      grid: {max_depth: [2], eta: [0.3], subsample: [0.7], rounds: [5]}
      """;

  @TempDir private static Path data;
  private static Path loans;
  private static Path outcomes;
  private static List<String> ids;
  private static Path champion;
  private static Path challenger;

  @BeforeAll
  static void train() throws IOException {
    var quarter = SyntheticQuarter.of("2009Q1").withLoans(LOANS).withDirtyFraction(0).write(data);
    loans = quarter.loans();
    ids = Files.readAllLines(loans).stream().map(line -> line.split("\\|", -1)[ID]).toList();
    outcomes = Files.write(data.resolve("outcomes.txt"), months());
    champion = train("original_dti", quarter.performance());
    challenger = train("credit_score", quarter.performance());
  }

  private static List<String> months() {
    var lines = new ArrayList<String>();
    for (int loan = 0; loan < LOANS; loan++) {
      for (int month = 0; month < 36; month++) {
        boolean late = (month == 10 && loan % 3 == 0) || (month == 30 && loan % 3 == 1);
        lines.add(line(ids.get(loan), month, late ? "3" : "0"));
      }
    }
    return lines;
  }

  private static String line(String id, int month, String status) {
    var period = YearMonth.of(2009, 3).plusMonths(month).toString().replace("-", "");
    return String.join(
            "|", id, period, "199000", status, "" + month, "" + (360 - month), "", "", "")
        + "|".repeat(18);
  }

  private static Path train(String column, Path performance) throws IOException {
    var text = FreddieMacSpec.text();
    var spec = text.substring(0, text.indexOf("\nsplit:") + 1) + SPEC.formatted(column);
    var run = data.resolve(column);
    CommandLine.succeed(
        "train",
        "--spec=" + Files.writeString(data.resolve(column + ".yaml"), spec),
        "--loans=" + loans,
        "--performance=" + performance,
        "--output=" + run);
    return run.resolve("model");
  }

  private static CommandLine compare(Path output, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("compare");
    arguments.add("--model=" + champion);
    arguments.add("--model=" + challenger);
    arguments.add("--loans=" + loans);
    arguments.add("--performance=" + outcomes);
    arguments.add("--output=" + output);
    arguments.addAll(List.of(more));
    return CommandLine.run(arguments.toArray(String[]::new));
  }

  @Test
  void loansAreLabelledAsTheOptionsSayAndThatIsTold() throws IOException {
    var output = data.resolve("of24");
    var compared = compare(output, "--labelWindow=24", "--minAucGain=-1");

    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(compared.out())
        .contains("\nA default is, within the first 24 monthly rows, to be 3 months or more past")
        .contains("\n600 rows with 200 positive");
    assertThat(json(output).get("outcome").asText()).contains("first 24 monthly rows");
    assertArea(output, "/rocAuc/first/estimate", champion);
    assertArea(output, "/rocAuc/second/estimate", challenger);
  }

  private static void assertArea(Path output, String pointer, Path model) throws IOException {
    var scored = model.resolveSibling("scored");
    CommandLine.succeed("score", "--model=" + model, "--input=" + loans, "--output=" + scored);
    Map<String, String> late = new TreeMap<>();
    for (int loan = 0; loan < LOANS; loan++) {
      late.put(ids.get(loan), loan % 3 == 0 ? "1" : "0");
    }
    assertThat(json(output).at(pointer).asDouble())
        .isCloseTo(
            Pairs.area(RunFiles.probabilities(scored.resolve("scores")), late), within(1e-9));
  }

  /** Over 60 months no loan is known to be good yet. */
  @Test
  void theWindowIsSixtyMonthsWhereNothingIsSaid() {
    var compared = compare(data.resolve("of60"));

    assertThat(compared.out())
        .contains("within the first 60 monthly rows", "\n400 rows with 400 positive");
    assertThat(compared.exitCode()).isEqualTo(3);
  }

  private static JsonNode json(Path output) throws IOException {
    return JsonMapper.builder().build().readTree(output.resolve("comparison.json").toFile());
  }
}
