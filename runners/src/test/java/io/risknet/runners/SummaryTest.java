package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run describes itself to people. */
class SummaryTest {
  @TempDir private static Path temp;
  private static String out;

  @BeforeAll
  static void train() {
    var table = SmallTable.in(temp);
    out =
        CommandLine.succeed(
                "train",
                "--spec=" + table.spec(),
                "--input=" + table.rows(),
                "--output=" + temp.resolve("run"))
            .out();
  }

  @Test
  void wholeNumbersAreShownWithoutAFraction() {
    assertThat(out)
        .contains("trials: xgboost eta=0.3, max_depth=2, rounds=5, subsample=0.7, cross");
  }

  @Test
  void theModelsCardDoesSoToo() {
    assertThat(temp.resolve("run/model/card.md"))
        .content()
        .contains("| eta | 0.3 |", "| max_depth | 2 |", "| rounds | 5 |");
  }

  @Test
  void whatHasMovedMostIsTold() {
    assertThat(out)
        .containsPattern(
            "stability index of test against train, largest: [\\w ]+ \\d\\.\\d{4} \\([a-z ]+\\), ");
  }
}
