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
    var grid = "grid: {max_depth: [2, 3], eta: [0.3, 0.1], subsample: [0.7], rounds: [5, 10]}";
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replaceFirst("grid: .*", grid));
    var table = SmallTable.in(temp);
    var run = temp.resolve("run");
    CommandLine.succeed("train", "--spec=" + spec, "--input=" + table.rows(), "--output=" + run);
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
        .contains("id=\"performance\"", "id=\"calibration\"");
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
