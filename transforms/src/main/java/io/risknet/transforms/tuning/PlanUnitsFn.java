package io.risknet.transforms.tuning;

import static com.google.common.collect.Iterables.getOnlyElement;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.training.TrainingSet;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Turns a strategy's suggestions into units, in the order in which they should start. */
final class PlanUnitsFn extends DoFn<List<UnitResult>, KV<Integer, TrialUnit>> {
  private static final long serialVersionUID = 1;

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
    var plan = SearchPlan.of(id, search, stage, units);
    ledger.plan(plan);
    SearchProgress.jvm().planned(plan);
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
    var order = new UnitOrder(training.folds(), stage);
    return deadline == Long.MAX_VALUE ? order.foldByFold(units) : order.waveByWave(units);
  }
}
