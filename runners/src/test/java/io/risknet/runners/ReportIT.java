package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a training, opened in a browser as a file. */
class ReportIT {
  @TempDir private static Path temp;
  private static Chromium.Loaded page;

  @BeforeAll
  static void open() throws Exception {
    Chromium.assumeThere();
    var table = LoanTable.in(temp);
    var run = temp.resolve("run");
    CommandLine.succeed(
        "train",
        "--spec=" + table.spec(),
        "--input=" + table.rows(),
        "--protected=sex,country",
        "--output=" + run);
    page =
        Chromium.load(run.resolve("report.html"), Files.createDirectory(temp.resolve("browser")));
  }

  @Test
  void theConsoleIsSilent() {
    assertThat(page.console()).isEmpty();
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
        .contains("rows of 'F'", "rows of 'M'", "the most approved group")
        .contains("All rows have the value 'US', so there is no group to compare.");
  }

  @Test
  void everyChartIsDrawn() {
    int charts = page.dom().split("class=\"chart\"", -1).length - 1;
    int drawn = page.dom().split("<svg", -1).length - 1;
    assertThat(charts).isGreaterThan(8);
    assertThat(drawn).isEqualTo(charts);
  }

  @Test
  void noNumberIsShownThatIsNone() {
    var text = page.dom().replaceAll("(?s)<script.*?</script>", "");
    assertThat(text).doesNotContain("NaN", "undefined</", ">undefined", "null</", "Infinity");
  }
}
