package io.risknet.transforms.tuning;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import com.google.common.collect.Lists;
import com.google.common.collect.Multimaps;
import com.google.common.math.LongMath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which units should start: fold by fold, as few folds are held in memory at a time,
 * and the longest first, so that workers end together. The DirectRunner's threads take units in
 * this order, Flink deals them out in turns.
 *
 * @param folds the number of folds of each trial
 * @param stage the round of suggestions, from zero
 */
record UnitOrder(int folds, int stage) {
  /** So many trials are evaluated on all folds before others begin, where time may run out. */
  private static final int WAVE = 8;

  private static final Comparator<TrialUnit> LONGEST_FIRST =
      comparingDouble((TrialUnit unit) -> -unit.trial().cost() * unit.budget().lastRounds())
          .thenComparing(unit -> unit.trial().id());

  /** Where time may run out: the trials as they were suggested, some of them on all folds. */
  List<TrialUnit> waveByWave(List<TrialUnit> suggested) {
    return Lists.partition(suggested, WAVE * folds).stream()
        .flatMap(wave -> foldByFold(wave).stream())
        .toList();
  }

  /**
   * Fold by fold there and back again: a stage begins with the folds still in memory. Fold by fold
   * the start moves on, so that trials do not stay on one slot: it would else get all that differ
   * in a parameter that the cost does not know of. The last fold begins with its longest unit.
   */
  List<TrialUnit> foldByFold(List<TrialUnit> units) {
    var byFold = comparing(TrialUnit::fold);
    var sorted =
        units.stream()
            .sorted(
                (stage % 2 == 0 ? byFold : byFold.reversed())
                    .thenComparing(TrialUnit::fits)
                    .thenComparing(unit -> unit.trial().point().learner())
                    .thenComparing(unit -> -unit.budget().share())
                    .thenComparing(LONGEST_FIRST))
            .toList();
    int step = step(units.size() / folds);
    var order = new ArrayList<TrialUnit>(units.size());
    Multimaps.index(sorted, unit -> unit.cacheKey(unit.trial().point().learner()))
        .asMap()
        .forEach((fold, ofFold) -> order.addAll(moved(ofFold, step * foldsAfter(fold.fold()))));
    return List.copyOf(order);
  }

  /**
   * With it a trial comes again a prime number of turns later, and sooner where the order goes
   * round its end. So it does not stay on one of few slots for all of its folds.
   */
  private static int step(int trials) {
    int step = 0;
    while (!LongMath.isPrime(trials + step)) {
      step++;
    }
    return step;
  }

  private int foldsAfter(int fold) {
    return stage % 2 == 0 ? folds - 1 - fold : fold;
  }

  private static List<TrialUnit> moved(Iterable<TrialUnit> units, int places) {
    var moved = Lists.newArrayList(units);
    Collections.rotate(moved, -places);
    return moved;
  }
}
