package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.tuning.SearchEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
    assertThat(progress.extra()).matches("best rocAuc 0\\.\\d{4} 0 s left");
  }

  /** Two were trained in 12 seconds, so each takes 6, and of ten 7 are left. */
  @Test
  void theTimeLeftIsThatOfTheUnitsTrainedForEachThatIsNotDone() {
    var progress = new LedgerProgress("run");
    progress.take(planned(0, 1));
    progress.take(unit(1, true, "2025-12-31T00:00:00Z"));
    progress.take(unit(2, false, "2026-01-01T00:00:05Z"));

    assertThat(progress.take(unit(3, false, "2026-01-01T00:00:12Z")).extra())
        .isEqualTo("42 s left");
  }

  @Test
  void roundsThatAreToComeTakeAsLongAsTheOthers() {
    var progress = new LedgerProgress("run");
    progress.take(planned(0, 2));

    // Four seconds for a tenth of the first of two rounds.
    assertThat(progress.take(unit(1, false, "2026-01-01T00:00:04Z")).extra())
        .isEqualTo("76 s left");
  }

  /** As where it stopped early: nothing but a tenth of a round has taken time, four seconds. */
  @Test
  void whatAnEarlierRoundHasTrainedTakesNoTime() {
    var progress = new LedgerProgress("run");
    progress.take(planned(0, 2));
    progress.take(unit(1, false, "2026-01-01T00:00:04Z"));
    progress.take(planned(1, 2, "2026-01-01T00:00:10Z"));

    assertThat(progress.take(unit(2, false, "2026-01-01T00:00:04Z")).extra())
        .isEqualTo("36 s left");
  }

  @Test
  void isNothingBeforeThereIsARun() {
    assertThat(new LedgerProgress(temp.resolve("none").toString()).now().total()).isZero();
  }

  private static SearchEvent planned(int stage, int stages) {
    return planned(stage, stages, "2026-01-01T00:00:00Z");
  }

  private static SearchEvent planned(int stage, int stages, String plannedAt) {
    return new SearchEvent.Planned(stage, stages, "grid", "rocAuc", true, 5, 10, 10, plannedAt);
  }

  private static SearchEvent unit(int done, boolean reused, String finishedAt) {
    return new SearchEvent.Unit(
        "aa",
        0,
        0,
        0,
        1,
        "xgboost",
        Map.of(),
        "done",
        OptionalInt.empty(),
        Optional.empty(),
        1,
        "1@host",
        reused,
        finishedAt,
        "",
        done,
        10,
        OptionalDouble.empty());
  }
}
