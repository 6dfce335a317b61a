package io.risknet.transforms.tuning;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitOrderTest {
  private static final int FOLDS = 5;

  private static final List<TrialUnit> SUGGESTED = suggested(16);
  private static final List<TrialUnit> IN_WAVES = order(0).waveByWave(SUGGESTED);

  private static UnitOrder order(int stage) {
    return new UnitOrder(FOLDS, stage);
  }

  private static List<TrialUnit> suggested(int trials) {
    return IntStream.range(0, trials * FOLDS)
        .mapToObj(i -> Units.unit(trial(i / FOLDS), i % FOLDS, 10))
        .toList();
  }

  private static Trial trial(int number) {
    return Units.trial("trial-%03d".formatted(number), Map.of());
  }

  @Test
  void unitsGoFoldByFold() {
    assertThat(order(0).foldByFold(SUGGESTED).stream().map(TrialUnit::fold)).isSorted();
  }

  @Test
  void everyUnitGoesOutOnce() {
    assertThat(order(0).foldByFold(SUGGESTED)).containsExactlyInAnyOrderElementsOf(SUGGESTED);
  }

  @Test
  void aSecondStageBeginsWithTheFoldThatTheFirstEndedWith() {
    assertThat(order(1).foldByFold(SUGGESTED).get(0).fold()).isEqualTo(FOLDS - 1);
  }

  /** So that no slot has long to do when the other has ended. */
  @Test
  void theLastFoldBeginsWithTheTrialsThatCostMost() {
    var costs = List.of(1.0, 3.0, 2.0);
    var suggested =
        IntStream.range(0, costs.size() * FOLDS)
            .mapToObj(
                i -> {
                  double cost = costs.get(i / FOLDS);
                  return Units.unit(
                      new Trial("cost-" + cost, Units.point(Map.of()), 2, cost), i % FOLDS, 10);
                })
            .toList();

    for (int stage = 0; stage < 2; stage++) {
      var order = order(stage).foldByFold(suggested);
      assertThat(order.subList(order.size() - costs.size(), order.size()))
          .extracting(unit -> unit.trial().cost())
          .containsExactly(3.0, 2.0, 1.0);
    }
  }

  /** As in the first stage of Hyperband. */
  @Test
  void aTrainingOfMoreRoundsIsLonger() {
    var rounds = List.of(10, 270, 90);
    var suggested =
        IntStream.range(0, rounds.size() * FOLDS)
            .mapToObj(i -> Units.unit(trial(i / FOLDS), i % FOLDS, 5, rounds.get(i / FOLDS)))
            .toList();
    var order = order(0).foldByFold(suggested);

    assertThat(order.subList(order.size() - rounds.size(), order.size()))
        .extracting(unit -> unit.budget().lastRounds())
        .containsExactly(270, 90, 10);
  }

  /** A matrix is of one fold and one share; all that are trained on it come one after the other. */
  @Test
  void withinAFoldUnitsGoByShareTheLargestFirst() {
    var shares = List.of(0.25, 1.0, 0.5);
    var suggested =
        IntStream.range(0, 6 * FOLDS)
            .mapToObj(
                i ->
                    Units.unit(
                        trial(i / FOLDS),
                        i % FOLDS,
                        new Budget(0, shares.get(i / FOLDS % 3), List.of(10), false),
                        0))
            .toList();
    var order = order(0).foldByFold(suggested);

    for (int fold = 0; fold < FOLDS; fold++) {
      assertThat(order.subList(6 * fold, 6 * (fold + 1)))
          .extracting(unit -> unit.budget().share())
          .containsExactly(1.0, 1.0, 0.5, 0.5, 0.25, 0.25);
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

  /** The search of the cluster's benchmark, the default grid, an odd number of trials. */
  @ParameterizedTest
  @CsvSource({"16, 2", "24, 2", "25, 2", "24, 3", "27, 3", "24, 4", "24, 8"})
  void noTrialGoesToTheSameSlotWithAllItsFolds(int trials, int slots) {
    var order = order(0).foldByFold(suggested(trials));

    var slotsOfTrials =
        IntStream.range(0, order.size())
            .boxed()
            .collect(
                groupingBy(
                    turn -> order.get(turn).trial().id(), mapping(turn -> turn % slots, toSet())));
    assertThat(slotsOfTrials.values()).allSatisfy(taken -> assertThat(taken).hasSizeGreaterThan(1));
  }
}
