package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SearchProgressTest {
  private static final Search GRID = Search.of(Grid.defaults());
  private static final Trial TRIAL = Units.trial("aa", Map.of("eta", 0.1));
  private static final UnitResult TRAINED = Units.done(TRIAL, 0, Map.of(50, 0.7));
  private static final UnitResult REUSED = Units.reused(TRIAL, 1, Map.of(50, 0.7));

  private long now = 5;
  private final SearchProgress progress =
      new SearchProgress(
          new Ticker() {
            @Override
            public long read() {
              return now;
            }
          });

  private void pass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Two were trained in 12 seconds, so each takes 6, and of ten 7 are left. */
  @Test
  void theTimeLeftIsThatOfTheUnitsTrainedForEachThatIsNotDone() {
    progress.planned(GRID, 0, 10);
    progress.done(REUSED);
    pass(12);
    progress.done(TRAINED);
    progress.done(TRAINED);

    assertThat(progress.secondsLeft()).hasValue(42);
  }

  @Test
  void beforeAUnitIsTrainedNobodyKnows() {
    progress.planned(GRID, 0, 10);
    progress.done(REUSED);
    pass(12);

    assertThat(progress.secondsLeft()).isEmpty();
  }

  /** Of three rounds the units of the first alone are known, and in the end those of all. */
  @Test
  void whileFurtherRoundsAreToComeNobodyKnows() {
    var space = Units.space(Map.of("eta", Dimension.uniform(0.01, 0.3)), 50);
    var search = Search.of(TpeSearch.of(space, 6, 1).withBatch(2));
    progress.planned(search, 0, 4);
    pass(8);
    progress.done(TRAINED);

    assertThat(progress.secondsLeft()).isEmpty();

    progress.planned(search, 1, 4);
    progress.planned(search, 2, 4);

    assertThat(progress.secondsLeft()).hasValue(8 * 11);
  }
}
