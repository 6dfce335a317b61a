package io.risknet.transforms.tuning;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.training.TrainingSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Evaluates every trial of a search by cross-validation: one training for each trial and fold,
 * spread over the workers. Each finished unit is kept in a ledger, small files below {@code
 * <output>/trials}, and is not trained again by a retried worker, a second run or an extended grid.
 *
 * <p>A training that fails, or whose metric is not defined, is a result with its reason and is
 * noted beside the ledger; the next run tries it again. Rows that are not there any more, or a fold
 * that can't be made ready, fail the pipeline.
 *
 * <p>Results do not depend on the runner, the number of workers or the order of anything. Counters:
 * {@code unitsTrained}, {@code unitsReused}, {@code unitsFailed}; {@link SearchProgress} for a
 * display in the same JVM.
 *
 * <pre>{@code
 * PCollection<TrainingSet> training = train.apply(SpoolTraining.to(temporary));
 * PCollectionView<FeatureFits> fits = fitted.apply(View.asSingleton());
 * PCollection<Leaderboard> leaderboard = training
 *     .apply(EvaluateTrials.of(Grid.defaults(), fits, output))
 *     .apply(RankTrials.create());
 * }</pre>
 */
public final class EvaluateTrials
    extends PTransform<PCollection<TrainingSet>, PCollection<UnitResult>> {
  private static final long serialVersionUID = 1;

  private final SearchStrategy search;
  private final PCollectionView<FeatureFits> fits;
  private final String output;
  private final long seed;

  private EvaluateTrials(
      SearchStrategy search, PCollectionView<FeatureFits> fits, String output, long seed) {
    this.search = search;
    this.fits = fits;
    this.output = output;
    this.seed = seed;
  }

  /**
   * Evaluates the points of a search.
   *
   * @param search what is tried
   * @param fits the features fitted on the same training rows
   * @param output the run's output, on any of Beam's file systems, below which the ledger is kept
   */
  public static EvaluateTrials of(
      SearchStrategy search, PCollectionView<FeatureFits> fits, String output) {
    return new EvaluateTrials(search, fits, output, 1);
  }

  /** With another seed than 1 for what trainings draw at random. */
  public EvaluateTrials withSeed(long newSeed) {
    return new EvaluateTrials(search, fits, output, newSeed);
  }

  @Override
  public PCollection<UnitResult> expand(PCollection<TrainingSet> training) {
    return training
        .apply("PlanUnits", ParDo.of(new PlanUnitsFn(search, fits, seed)).withSideInputs(fits))
        .setCoder(KvCoder.of(VarIntCoder.of(), JsonCoder.of(TrialUnit.class)))
        .apply("SpreadUnits", Reshuffle.of())
        .apply("DropNumbers", Values.create())
        .apply(
            "EvaluateUnits",
            ParDo.of(new EvaluateUnitFn(search.learner(), fits, new Ledger(output)))
                .withSideInputs(fits))
        .setCoder(JsonCoder.of(UnitResult.class));
  }

  /**
   * Numbers the units in the order in which they should start: fold by fold, as few folds are held
   * in memory at a time, and the longest first, so that workers end together. The DirectRunner's
   * threads take them by their number, Flink deals them out in turns.
   */
  static final class PlanUnitsFn extends DoFn<TrainingSet, KV<Integer, TrialUnit>> {
    private static final long serialVersionUID = 1;

    private final SearchStrategy search;
    private final PCollectionView<FeatureFits> fitsView;
    private final long seed;

    PlanUnitsFn(SearchStrategy search, PCollectionView<FeatureFits> fitsView, long seed) {
      this.search = search;
      this.fitsView = fitsView;
      this.seed = seed;
    }

    @ProcessElement
    public void plan(ProcessContext context) {
      var units = units(context.element(), context.sideInput(fitsView));
      SearchProgress.jvm().planned(units.size());
      for (int i = 0; i < units.size(); i++) {
        context.output(KV.of(i, units.get(i)));
      }
    }

    private List<TrialUnit> units(TrainingSet training, FeatureFits fits) {
      training.requireFolds();
      var fingerprint = FitsFingerprint.of(fits);
      var units = new ArrayList<TrialUnit>();
      for (var point : search.points()) {
        var trial = Trial.of(point, search.learner(), training, fingerprint, seed);
        for (int fold = 0; fold < training.folds(); fold++) {
          units.add(new TrialUnit(trial, fold, search.rounds(), training, fingerprint));
        }
      }
      units.sort(comparing(TrialUnit::fold).thenComparing(longestFirst()));
      return units;
    }

    private Comparator<TrialUnit> longestFirst() {
      return comparingDouble((TrialUnit unit) -> -search.learner().cost(unit.trial().parameters()));
    }
  }
}
