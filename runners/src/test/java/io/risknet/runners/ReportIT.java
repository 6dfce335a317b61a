package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a training, opened in a browser as a file. */
class ReportIT {
  private static final String SPEC =
      LoanTable.SPEC.replace("folds: 2", "folds: 4")
          + "costs: {falsePositive: 1, falseNegative: 3}\n";

  /** A region and a sex. */
  private static final String MARKUP = "<img src=x onerror=boom()>";

  /**
   * Presses the first header of the leaderboard twice, and tells how the places are ordered then,
   * and by how much the page is wider than its window. Only a button takes the focus and the keys.
   */
  private static final String PROBE =
      """
      <script>
      addEventListener('load', () => {
        const board = document.querySelector('[aria-label=Leaderboard]');
        const head = board.querySelector('thead button');
        head.focus();
        const focus = document.activeElement === head;
        head.click();
        head.click();
        const cells = [...board.querySelectorAll('tbody td:first-child')];
        const places = cells.map((cell) => cell.textContent).join(' ');
        const { clientWidth, scrollWidth } = document.documentElement;
        const width = `${innerWidth} wide, ${scrollWidth - clientWidth} beyond`;
        parent.postMessage(`${width}; places ${places}; focus ${focus}`, '*');
      });
      </script>
      """;

  private static final String WINDOWS =
      """
      <!doctype html>
      <script>addEventListener('message', ({ data }) => document.body.append(`[${data}]`));</script>
      <body>
      <iframe src="probe.html" style="border: 0; width: 390px; height: 800px"></iframe>
      <iframe src="probe.html" style="border: 0; width: 1280px; height: 800px"></iframe>
      """;

  /**
   * Tells in which blue charts are drawn on the screen and on paper, and how many have something to
   * say where the mouse goes.
   */
  private static final String LOOKS =
      """
      <script>
      addEventListener('load', () => {
        const charts = [...document.querySelectorAll('.chart')];
        const blue = () => ['#0072b2', '#56b4e9'].filter((shade) => charts.some((chart) => chart.innerHTML.includes(shade)));
        const screen = blue();
        dispatchEvent(new Event('beforeprint'));
        const paper = blue();
        dispatchEvent(new Event('afterprint'));
        for (const chart of charts) {
          const { left, top, width, height } = chart.getBoundingClientRect();
          for (const share of [0.3, 0.5, 0.7]) {
            const at = { clientX: left + share * width, clientY: top + share * height, bubbles: true };
            chart.querySelector('svg').dispatchEvent(new MouseEvent('mousemove', at));
          }
        }
        const tips = () => charts.map((chart) => chart.children[1].innerText).filter((tip) => /\\d/.test(tip));
        setTimeout(() => document.body.append(`[screen ${screen}; paper ${paper}; ${tips().length} tips]`), 500);
      });
      </script>
      """;

  @TempDir private static Path temp;
  private static Path report;
  private static Chromium.Loaded page;
  private static Chromium.Loaded windows;
  private static Chromium.Loaded dark;
  private static ReportProbe probed;
  private static ReportProbe otherSearch;

  @BeforeAll
  static void open() throws Exception {
    Chromium.assumeThere();
    var table =
        LoanTable.of(
            temp,
            SPEC,
            LoanTable.lines().stream()
                .map(line -> line.replaceFirst(",C,", "," + MARKUP + ","))
                .map(line -> line.replaceFirst(",F,", "," + MARKUP + ","))
                .toList());
    var run = temp.resolve("run");
    CommandLine.succeed(
        "train",
        "--spec=" + table.spec(),
        "--input=" + table.rows(),
        "--protected=sex,country",
        "--nested",
        "--output=" + run);
    report = run.resolve("report.html");
    page = Chromium.load(report, Files.createDirectory(temp.resolve("browser")));
    Files.writeString(temp.resolve("probe.html"), Files.readString(report) + PROBE);
    windows =
        Chromium.load(
            Files.writeString(temp.resolve("windows.html"), WINDOWS),
            Files.createDirectory(temp.resolve("windows")));
    dark =
        Chromium.load(
            Files.writeString(temp.resolve("dark.html"), Files.readString(report) + LOOKS),
            Files.createDirectory(temp.resolve("dark")),
            "--blink-settings=preferredColorScheme=0");
    var html = Files.readString(report);
    probed = ReportProbe.in(html, Files.createDirectory(temp.resolve("probed")));
    otherSearch =
        ReportProbe.in(OtherSearch.in(html), Files.createDirectory(temp.resolve("other-search")));
  }

  @Test
  void theConsoleIsSilent() {
    assertThat(page.console()).isEmpty();
    assertThat(windows.console()).isEmpty();
    assertThat(dark.console()).isEmpty();
    assertThat(probed.page().console()).isEmpty();
    assertThat(otherSearch.page().console()).isEmpty();
  }

  @Test
  void chartsAreOfLighterColoursOnDarkGroundAndOfDarkerOnesOnPaper() {
    assertThat(dark.dom()).contains("[screen #56b4e9; paper #0072b2; ");
  }

  @Test
  void chartsTellTheirValuesWhereTheMouseGoes() {
    assertThat(dark.dom()).containsPattern("; ([3-9]|\\d\\d) tips]");
  }

  @Test
  void nothingIsWiderThanTheWindowOfAPhoneOrALaptop() {
    assertThat(windows.dom()).contains("[390 wide, 0 beyond;", "[1280 wide, 0 beyond;");
  }

  @Test
  void theLeaderboardSortsByTheHeaderThatIsPressed() {
    assertThat(windows.dom()).contains("; places 4 3 2 1; focus true]");
  }

  @Test
  void itIsSmallEnoughToBeMailed() throws IOException {
    assertThat(Files.size(report)).isLessThan(2_000_000);
  }

  @Test
  void theSelectedScoreStandsBesideTheNestedOne() {
    assertThat(page.dom())
        .contains("aria-label=\"Optimism of the search\"", "<td class=\"\">the test rows</td>")
        .contains("nested cross-validation of the whole search, standard error 0.")
        .contains("Nested cross-validation of the whole search gives 0.");
  }

  @Test
  void whatTheModelDecidesIsToldOfBothParts() {
    assertThat(page.dom())
        .contains("Loans with a score of at least 0.")
        .containsPattern(
            "aria-label=\"At the threshold of least cost\".*<td class=\"\">validation</td>"
                + "(<td class=\"number\">[\\d,.]+</td>){11}</tr><tr><td class=\"\">test</td>");
  }

  /** The score to five decimals, its parts to six. */
  @Test
  void thePartsOfTheBrierScoreAddUpToIt() {
    assertThat(
            fact("reliability (lower is better)")
                - fact("resolution (higher is better)")
                + fact("uncertainty")
                + fact("within tenths"))
        .isCloseTo(fact("Brier score"), within(1e-5));
  }

  private static double fact(String name) {
    var value = page.dom().split("<dt>" + Pattern.quote(name) + "</dt><dd>", 2)[1];
    return Double.parseDouble(value.substring(0, value.indexOf('<')));
  }

  @Test
  void everySectionIsThere() {
    assertThat(page.dom())
        .contains("id=\"summary\"", "id=\"run\"", "id=\"data\"", "id=\"search\"")
        .contains("id=\"performance\"", "id=\"calibration\"")
        .contains("id=\"segments\"", "id=\"fair-lending\"", "id=\"importance\"")
        .contains("id=\"stability\"");
  }

  @Test
  void rejectsAreToldByReason() {
    assertThat(page.dom())
        .contains("aria-label=\"Rejects by reason\"")
        .contains("<td class=\"\">the value is below 0</td><td class=\"\">income</td>");
  }

  @Test
  void eachSegmentIsARow() {
    assertThat(page.dom())
        .contains("aria-label=\"Segments by opened\"", "aria-label=\"Segments by region\"")
        .contains("<td class=\"\">2011Q4</td>", "<td class=\"\">40 to below 70</td>")
        .contains("<td class=\"\">missing</td>");
  }

  @Test
  void eachProtectedGroupHasASentence() {
    assertThat(page.dom())
        .contains(
            "rows of '&lt;img src=x onerror=boom()&gt;'", "rows of 'M'", "the most approved group")
        .contains("All rows with a value have 'US', so there is no group to compare.");
  }

  @Test
  void everyFigureIsThere() {
    assertThat(probed.told("figures"))
        .containsExactly(
            "Where the time went",
            "Provenance",
            "Best so far",
            "rocAuc by eta",
            "rocAuc by max_depth",
            "ROC",
            "Precision and recall",
            "Gains",
            "Kolmogorov-Smirnov",
            "Scores by class",
            "Predicted and observed",
            "Measures",
            "Default rate by opened",
            "ROC AUC by opened",
            "Default rate by region",
            "ROC AUC by region",
            "Default rate by income",
            "ROC AUC by income",
            "Approval rate by sex",
            "Approval rate by country",
            "Importance by permutation",
            "By income",
            "By region",
            "Stability index");
  }

  @Test
  void everyChartIsDrawn() {
    assertThat(probed.told("charts")).containsExactly("22", "22");
  }

  @Test
  void everyTableIsThere() {
    assertThat(probed.told("tables"))
        .containsExactly(
            "Where the time went",
            "Inputs",
            "Rows",
            "Rejects by reason",
            "Training rows by column",
            "Optimism of the search",
            "Best so far",
            "Leaderboard",
            "Metrics by part",
            "ROC",
            "Precision and recall",
            "Gains",
            "Kolmogorov-Smirnov",
            "Scores by class",
            "Lift",
            "At the threshold of least cost",
            "Intervals at the threshold of least cost",
            "Predicted and observed",
            "Segments by opened",
            "Segments by region",
            "Segments by income",
            "Groups by sex",
            "Groups by country",
            "Importance by permutation",
            "By income",
            "By region",
            "Stability by column");
  }

  @Test
  void eachStageHasItsTime() {
    assertThat(probed.told("stages"))
        .containsExactly("read", "features", "search", "refit", "evaluate", "nested");
  }

  /** The first tip of each chart, {@code #} for numbers. */
  @Test
  void everyChartTellsItsValues() {
    assertThat(probed.told("tips"))
        .containsExactly(
            "Where the time went: nested: #.# s",
            "rocAuc by eta: xgboost: #.# ± #.# / eta #.# / max_depth # / subsample #.#",
            "rocAuc by max_depth: xgboost: #.# ± #.# / eta #.# / max_depth # / subsample #.#",
            "Best so far: #.# after # trials",
            "ROC: non-defaults #.#\u00a0% / defaults #.#\u00a0% / scores from none",
            "Precision and recall: recall #.#\u00a0% / precision #.#\u00a0% / scores from none",
            "Gains: loans #.#\u00a0% / defaults #.#\u00a0% / scores from none",
            "Kolmogorov-Smirnov: #.#non-defaults#.#\u00a0%defaults#.#\u00a0%",
            "Scores by class: non-defaults#.#.#\u00a0%",
            "Predicted and observed: predicted #.#\u00a0% / observed #.#\u00a0% / # rows",
            "Default rate by opened: #Q#: #.#\u00a0% of # rows",
            "ROC AUC by opened: #Q#: #.# / #.#\u00a0to\u00a0#.#",
            "Default rate by region: A: #.#\u00a0% of # rows",
            "ROC AUC by region: A: #.# / #.#\u00a0to\u00a0#.#",
            "Default rate by income: below #: #.#\u00a0% of # rows",
            "ROC AUC by income: below #: #.# / #.#\u00a0to\u00a0#.#",
            "Approval rate by sex: <img src=x onerror=boom()>: #.#\u00a0%",
            "Approval rate by country: US: #.#\u00a0%",
            "Importance by permutation: region=A: -#.#",
            "By income: #: #.#\u00a0% / # rows",
            "By region: A: #.#\u00a0% / # rows",
            "Stability index: region: #.#");
  }

  @Test
  void whatRowsHoldIsShownAndNeverBecomesMarkup() {
    assertThat(probed.told("images")).containsExactly("0");
    assertThat(probed.told("loaded")).containsExactly("0");
    assertThat(probed.told("markup"))
        .containsExactly(
            "<img src=x onerror=boom()>: #.#\u00a0% of # rows",
            "<img src=x onerror=boom()>: predicted #.#\u00a0%",
            "<img src=x onerror=boom()>: #.# / #.#\u00a0to\u00a0#.#",
            "<img src=x onerror=boom()>: #.#\u00a0%",
            "region=<img src=x onerror=boom()>: -#.#",
            "<img src=x onerror=boom()>: #.#\u00a0% / # rows",
            "B #.#\u00a0%, <img src=x onerror=boom()> #.#\u00a0%, A #.#\u00a0%",
            "<img src=x onerror=boom()>",
            "<img src=x onerror=boom()>",
            "region=<img src=x onerror=boom()>",
            "<img src=x onerror=boom()>");
  }

  @Test
  void onPaperThereIsNothingToPressAndTablesAreWhole() {
    assertThat(probed.told("screen"))
        .containsExactly(
            "nav flex", ".skip block", "details block", ".scroll auto 440px", "th sticky");
    assertThat(probed.told("paper"))
        .containsExactly(
            "nav none", ".skip none", "details none", ".scroll visible none", "th static");
  }

  @Test
  void theTrialThatWasTakenIsMarked() {
    assertThat(probed.told("taken")).containsExactly("1");
    assertThat(probed.shown()).contains("The best of 4 trials, xgboost, on");
  }

  @Test
  void aTrialThatIsNotTheFirstIsNotCalledTheBest() {
    assertThat(otherSearch.told("taken")).containsExactly("3");
    assertThat(otherSearch.shown())
        .contains(
            "The cheapest of 4 trials (the time of the search was over for 1 of them) within one"
                + " standard error of the best, place 3, xgb")
        .contains(">the cheapest trial within one standard error of the best, place 3, in cross-")
        .contains(">trained, taken</td>")
        .doesNotContain(">The best of", ">the best trial");
  }

  @Test
  void whatIsMissingComesLastUpwardsAndDownwards() {
    assertThat(otherSearch.told("sorted")).containsExactly("7 6 5 4 3 2 1 8", "1 2 3 4 5 6 7 8");
  }

  @Test
  void eachLearnerHasItsColourAndItsSymbolAndUnfinishedTrialsAreHollow() {
    assertThat(otherSearch.told("looks"))
        .containsExactly(
            "xgboost: circle #0072b2  1",
            "liblinear: diamond #d55e00  2",
            "logistic-regression: triangle #009e73  3",
            "random-forest: rect #a0527f  4",
            "adaboost: arrow #000000  5",
            "stopped or unfinished: circle transparent #566173 6,7");
  }

  @Test
  void aRunThatTrainedNothingSaysSo() {
    assertThat(otherSearch.shown()).contains("Nothing was trained.").doesNotContain("0.0 s in all");
  }

  @Test
  void noNumberIsShownThatIsNone() {
    var text = page.dom().replaceAll("(?s)<script.*?</script>", "");
    assertThat(text).doesNotContain("NaN", "undefined</", ">undefined", "null</", "Infinity");
  }
}
