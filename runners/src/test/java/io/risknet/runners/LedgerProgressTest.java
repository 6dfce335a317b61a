package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerProgressTest {
  @TempDir private Path temp;

  @Test
  void countsTheUnitsOfTheLedgerAndTellsTheBest() {
    var runs = SmallRuns.in(temp);

    var progress = new LedgerProgress(runs.directory().resolve("direct").toString()).now();

    assertThat(progress.task()).isEqualTo("search");
    assertThat(progress.done()).isEqualTo(4);
    assertThat(progress.total()).isEqualTo(4);
    assertThat(progress.extra()).matches("best rocAuc 0\\.\\d{4} ");
  }

  @Test
  void isNothingBeforeThereIsARun() {
    assertThat(new LedgerProgress(temp.resolve("none").toString()).now().total()).isZero();
  }
}
