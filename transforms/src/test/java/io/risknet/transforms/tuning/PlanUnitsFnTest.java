package io.risknet.transforms.tuning;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanUnitsFnTest {
  private static final int TRIALS = 16;
  private static final int FOLDS = 5;

  /** Every other trial is of the kind that takes longer, which its cost does not tell. */
  private static final List<TrialUnit> UNITS =
      IntStream.range(0, TRIALS * FOLDS)
          .mapToObj(i -> Units.unit(trial(i % TRIALS), i / TRIALS, 10))
          .sorted(PlanUnitsFn.foldByFold(0))
          .toList();

  /** In the order of their suggestion. */
  private static final List<TrialUnit> SUGGESTED =
      IntStream.range(0, TRIALS * FOLDS)
          .mapToObj(i -> Units.unit(trial(i / FOLDS), i % FOLDS, 10))
          .toList();

  private static final List<TrialUnit> IN_WAVES =
      SUGGESTED.stream()
          .sorted(PlanUnitsFn.waveByWave(SUGGESTED).thenComparing(PlanUnitsFn.foldByFold(0)))
          .toList();

  private static Trial trial(int number) {
    return Units.trial("trial-" + number, Map.of("subsample", number % 2 == 0 ? 0.7 : 1));
  }

  @Test
  void unitsGoFoldByFold() {
    assertThat(UNITS.stream().map(TrialUnit::fold)).isSorted();
  }

  @Test
  void aSecondStageBeginsWithTheFoldThatTheFirstEndedWith() {
    assertThat(UNITS.stream().sorted(PlanUnitsFn.foldByFold(1)).findFirst())
        .hasValueSatisfying(unit -> assertThat(unit.fold()).isEqualTo(FOLDS - 1));
  }

  @Test
  void theTrialsThatCostMostComeFirst() {
    var dear = new Trial("dear", Units.point(Map.of()), FOLDS, 2);
    var cheap = new Trial("cheap", Units.point(Map.of()), FOLDS, 1);

    for (int fold = 0; fold < FOLDS; fold++) {
      assertThat(
              PlanUnitsFn.foldByFold(0)
                  .compare(Units.unit(dear, fold, 10), Units.unit(cheap, fold, 10)))
          .isNegative();
    }
  }

  /** Then at most these are left half done when the time runs out. */
  @Test
  void theFirstEightTrialsGoThroughAllFoldsBeforeTheNextEightBegin() {
    assertThat(IN_WAVES.subList(0, 8 * FOLDS))
        .containsExactlyInAnyOrderElementsOf(SUGGESTED.subList(0, 8 * FOLDS));
  }

  @Test
  void withinAWaveUnitsGoFoldByFold() {
    assertThat(IN_WAVES.subList(0, 8 * FOLDS).stream().map(TrialUnit::fold)).isSorted();
    assertThat(IN_WAVES.subList(8 * FOLDS, 16 * FOLDS).stream().map(TrialUnit::fold)).isSorted();
  }

  /** Of the 40 units of the longer kind each of two slots would get 20. */
  @Test
  void noSlotGetsAllThatTakeLonger() {
    var longer =
        IntStream.range(0, UNITS.size())
            .filter(turn -> UNITS.get(turn).trial().point().parameters().get("subsample") < 1)
            .boxed()
            .collect(groupingBy(turn -> turn % 2, counting()));

    assertThat(longer.get(0)).isBetween(15L, 25L);
  }
}
