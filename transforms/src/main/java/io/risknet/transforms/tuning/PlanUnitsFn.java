package io.risknet.transforms.tuning;

import static com.google.common.collect.Iterables.getOnlyElement;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import com.google.common.hash.Hashing;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.training.TrainingSet;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Turns a strategy's suggestions into units, in the order in which they should start: fold by fold,
 * as few folds are held in memory at a time, and the longest first, so that workers end together.
 * The DirectRunner's threads take them in this order, Flink deals them out in turns.
 */
final class PlanUnitsFn extends DoFn<List<UnitResult>, KV<Integer, TrialUnit>> {
  private static final long serialVersionUID = 1;

  /** So many trials are evaluated on all folds before others begin, where time may run out. */
  private static final int WAVE = 8;

  private final String id;
  private final Search search;
  private final int stage;
  private final long seed;
  private final Ledger ledger;
  private final Views views;

  /** What units are made of, and when it is too late for them. */
  record Views(
      PCollectionView<Iterable<TrainingSet>> training,
      PCollectionView<Map<String, FeatureFits>> fits,
      PCollectionView<Iterable<Long>> deadline)
      implements Serializable {

    List<PCollectionView<?>> all() {
      return List.of(training, fits, deadline);
    }
  }

  /**
   * Plans one round of suggestions.
   *
   * @param id what tells the rounds of this search from those of an earlier one into the same
   *     ledger
   */
  PlanUnitsFn(String id, Search search, int stage, long seed, Ledger ledger, Views views) {
    this.id = id;
    this.search = search;
    this.stage = stage;
    this.seed = seed;
    this.ledger = ledger;
    this.views = views;
  }

  @ProcessElement
  public void plan(ProcessContext context) throws IOException {
    var training = getOnlyElement(context.sideInput(views.training()));
    training.requireFolds();
    var fingerprints = new HashMap<String, String>();
    context
        .sideInput(views.fits())
        .forEach((plan, fits) -> fingerprints.put(plan, FitsFingerprint.of(fits)));
    var earlier = Leaderboard.of(context.element(), search.objective());
    var units =
        units(
            search.strategy().suggest(stage, earlier),
            training,
            fingerprints,
            getOnlyElement(context.sideInput(views.deadline())));
    ledger.plan(SearchPlan.of(id, search, stage, units));
    SearchProgress.jvm().planned(search, stage, units.size());
    for (int i = 0; i < units.size(); i++) {
      context.output(KV.of(i, units.get(i)));
    }
  }

  private List<TrialUnit> units(
      List<Candidate> candidates,
      TrainingSet training,
      Map<String, String> fingerprints,
      long deadline) {
    var units = new ArrayList<TrialUnit>();
    for (var candidate : candidates) {
      var point = candidate.point();
      var fits = fingerprints.get(PlanTemplate.key(point.plan()));
      var trial = Trial.of(point, search, training, fits, seed);
      int patience = search.strategy().space().rounds(point).patience();
      for (int fold = 0; fold < training.folds(); fold++) {
        units.add(
            new TrialUnit(
                trial, fold, candidate.budget(), patience, training.fingerprint(), fits, deadline));
      }
    }
    units.sort(
        deadline == Long.MAX_VALUE
            ? foldByFold(stage)
            : waveByWave(units).thenComparing(foldByFold(stage)));
    return units;
  }

  /** Where time may run out: the trials as they were suggested, some of them on all folds. */
  static Comparator<TrialUnit> waveByWave(List<TrialUnit> suggested) {
    var waves = new HashMap<String, Integer>();
    suggested.forEach(unit -> waves.putIfAbsent(unit.trial().id(), waves.size() / WAVE));
    return comparingInt(unit -> waves.get(unit.trial().id()));
  }

  /**
   * Fold by fold there and back again: a stage begins with the folds still in memory. Trials of the
   * same cost come in another order in each fold: dealt out in turns, one slot would else get all
   * that differ in a parameter that the cost does not know of.
   */
  static Comparator<TrialUnit> foldByFold(int stage) {
    var byFold = comparing(TrialUnit::fold);
    return (stage % 2 == 0 ? byFold : byFold.reversed())
        .thenComparing(TrialUnit::fits)
        .thenComparing(unit -> unit.trial().point().learner())
        .thenComparing(unit -> unit.budget().share())
        .thenComparing(comparingDouble((TrialUnit unit) -> -unit.trial().cost()))
        .thenComparing(PlanUnitsFn::shuffled);
  }

  private static int shuffled(TrialUnit unit) {
    return Hashing.murmur3_32_fixed()
        .newHasher()
        .putInt(unit.fold())
        .putUnencodedChars(unit.trial().id())
        .hash()
        .asInt();
  }
}
