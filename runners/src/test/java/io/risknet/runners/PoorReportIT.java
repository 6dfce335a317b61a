package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of test rows that define little: each says what is not defined, and why. */
class PoorReportIT {
  private static final String ONE_POINT =
      LoanTable.SPEC.replaceFirst("grid: .*", "grid: {max_depth: [2], eta: [0.3], rounds: [5]}")
          + "costs: {falsePositive: 1, falseNegative: 3}\n";

  @TempDir private Path temp;

  @BeforeAll
  static void assumeThereIsABrowser() throws InterruptedException {
    Chromium.assumeThere();
  }

  @Test
  void aTestOfOneClassAndFewerRowsThanTenths() throws Exception {
    assertTold(
        LoanTable.of(temp, ONE_POINT, laterOfOneClass()),
        List.of("--testFrom=201201", "--protected=sex"),
        "Not defined. It needs rows of both classes; there are 0 positive and 6 negative ones.",
        "rocAuc",
        "test: recall not defined. It needs positive rows; there is none.",
        "All rows with a value have 'M'",
        "No segment has an interval");
  }

  @Test
  void aLinearModelHasNoGainThatTheTestCouldDoWithout() throws Exception {
    var spec =
        LoanTable.SPEC.replaceFirst(
            "grid: .*",
            "search: {strategy: grid, learners: {liblinear: {rounds: 1, space: {C: [1]}}}}");

    assertTold(
        LoanTable.of(temp, spec, laterOfOneClass()),
        List.of("--testFrom=201201"),
        "Not defined. Only boosted trees have a gain.");
  }

  /** Six rows of their own months, none of which defaults. */
  private static List<String> laterOfOneClass() {
    var rows = new ArrayList<>(LoanTable.lines());
    for (int id = 1000; id < 1006; id++) {
      rows.add("%d,%d,A,201201,M,US,0".formatted(id, 2 * id - 1990));
    }
    return rows;
  }

  @Test
  void constantScores() throws Exception {
    // No leaf may be that heavy, so no tree has a split.
    var spec =
        ONE_POINT.replace("eta: [0.3]", "eta: [0.3], min_child_weight: [1000000]")
            + "keptNegatives: 0.5\n";

    assertTold(
        LoanTable.of(temp, spec, LoanTable.lines()),
        List.of("--protected=sex"),
        "The rows do not differ in what the estimate is the mean of",
        "<small>The rows do not differ",
        "<small>All samples of these rows give the same value, so nothing is known of its spread.",
        "Groups: 1, not 10",
        "where a non-default that is taken costs 1, and a default that is not costs 3.",
        "each of which counts 1 / 0.5 times in costs; precision, F1 and counts are of the sample.",
        "100.0\u00a0% would be");
  }

  private void assertTold(LoanTable table, List<String> options, String... sentences)
      throws Exception {
    var run = temp.resolve("run");
    var arguments = new ArrayList<>(List.of("train", "--spec=" + table.spec()));
    arguments.add("--input=" + table.rows());
    arguments.add("--output=" + run);
    arguments.addAll(options);
    CommandLine.succeed(arguments.toArray(String[]::new));
    var page =
        Chromium.load(run.resolve("report.html"), Files.createDirectory(temp.resolve("browser")));

    assertThat(page.console()).isEmpty();
    assertThat(page.dom().replaceAll("(?s)<script.*?</script>", "").replace("&nbsp;", "\u00a0"))
        .contains(sentences)
        .doesNotContain("NaN", "undefined</", ">undefined", "null</", "Infinity");
    assertThat(Files.readString(run.resolve("manifest.json")))
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
  }
}
