package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SearchProgressTest {
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
    progress.planned(plan(0, 1, 5, 0));
    progress.done(REUSED);
    pass(12);
    progress.done(TRAINED);
    progress.done(TRAINED);

    assertThat(progress.secondsLeft()).hasValue(42);
  }

  @Test
  void beforeAUnitIsTrainedNobodyKnows() {
    progress.planned(plan(0, 1, 5, 0));
    progress.done(REUSED);
    pass(12);

    assertThat(progress.secondsLeft()).isEmpty();
  }

  /**
   * Of three rounds of suggestions each is taken for as much work: 8 seconds for a quarter of one.
   */
  @Test
  void roundsThatAreToComeTakeAsLongAsTheOthers() {
    progress.planned(plan(0, 3, 2, 4));
    pass(8);
    progress.done(TRAINED);

    assertThat(progress.secondsLeft()).hasValue(8 * 11);
  }

  /** As in halving: eight units of the first round, then two that take as long in all. */
  @Test
  void aRoundOfFewUnitsCountsAsMuchAsOneOfMany() {
    progress.planned(plan(0, 2, 4, 1));
    pass(16);
    for (int unit = 0; unit < 8; unit++) {
      progress.done(TRAINED);
    }
    progress.planned(plan(1, 2, 1, 0));
    assertThat(progress.secondsLeft()).hasValue(16);

    pass(8);
    progress.done(TRAINED);

    assertThat(progress.secondsLeft()).hasValue(8);
  }

  @Test
  void theUnitsOfLaterRoundsAreCountedBeforehand() {
    progress.planned(plan(0, 2, 4, 1));
    assertThat(progress.unitsTotal()).isEqualTo(10);

    progress.planned(plan(1, 2, 2, 0));

    assertThat(progress.unitsTotal()).isEqualTo(12);
  }

  @Test
  void anEarlierSearchIsForgottenBeforeTheNextIsPlanned() {
    progress.planned(plan(0, 2, 4, 1));
    progress.done(TRAINED);
    progress.reset();

    assertThat(progress.unitsTotal()).isZero();
    assertThat(progress.unitsDone()).isZero();
    assertThat(progress.best()).isEmpty();
  }

  /** A round of so many trials on two folds. */
  private static SearchPlan plan(int stage, int stages, int trials, int trialsAhead) {
    var planned = new SearchPlan.Planned("aa", new Budget(0, 1, List.of(50), false));
    return new SearchPlan(
        "s",
        stage,
        stages,
        "any",
        Units.ROC_AUC,
        2,
        Collections.nCopies(trials, planned),
        trialsAhead,
        "2026-01-01T00:00:00Z");
  }
}
