package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.training.TrainingSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Evaluates every trial of a search by cross-validation: one training for each trial and fold,
 * spread over the workers. Each finished unit is kept in a ledger, small files below {@code
 * <output>/trials}, and is not trained again by a retried worker, a second run or an extended grid.
 *
 * <p>A training that fails, for want of memory for its fold too, or whose metric is not defined, is
 * a result with its reason and is noted beside the ledger; the next run tries it again. Rows that
 * are not there any more, or a fold that can't be made ready for another reason, fail the pipeline.
 *
 * <p>Results do not depend on the runner, the number of workers or the order of anything. Counters:
 * {@code unitsTrained}, {@code unitsReused}, {@code unitsFailed}; {@link SearchProgress} for a
 * display in the same JVM, {@link SearchEvents} for one anywhere else.
 *
 * <p>A strategy that learns from results has several rounds of suggestions; each is a stage of the
 * pipeline that begins when the one before has ended.
 *
 * <pre>{@code
 * PCollection<TrainingSet> training = train.apply(SpoolTraining.to(temporary));
 * PCollectionView<Map<String, FeatureFits>> fits =
 *     rows.apply(FitPlans.of(plans, Folding.of(5))).apply(View.asMap());
 * var search = Search.of(Grid.defaults());
 * PCollection<Leaderboard> leaderboard = training
 *     .apply(EvaluateTrials.of(search, fits, output))
 *     .apply(RankTrials.by(search.objective()));
 * }</pre>
 */
public final class EvaluateTrials
    extends PTransform<PCollection<TrainingSet>, PCollection<UnitResult>> {
  private static final long serialVersionUID = 1;

  private final Search search;
  private final PCollectionView<Map<String, FeatureFits>> fits;
  private final String output;
  private final String temp;
  private final long seed;
  private final long maxMillis;
  private final InstantSource clock;
  private final int maxFailed;

  private EvaluateTrials(
      Search search,
      PCollectionView<Map<String, FeatureFits>> fits,
      String output,
      String temp,
      long seed,
      long maxMillis,
      InstantSource clock,
      int maxFailed) {
    this.search = search;
    this.fits = fits;
    this.output = output;
    this.temp = temp;
    this.seed = seed;
    this.maxMillis = maxMillis;
    this.clock = clock;
    this.maxFailed = maxFailed;
  }

  /**
   * Evaluates the points of a search.
   *
   * @param search what is tried
   * @param fits the features fitted on the same training rows, by plan: see {@link FitPlans}
   * @param output the run's output, on any of Beam's file systems, below which the ledger is kept
   */
  public static EvaluateTrials of(
      Search search, PCollectionView<Map<String, FeatureFits>> fits, String output) {
    return new EvaluateTrials(
        search, fits, output, "", 1, Long.MAX_VALUE, InstantSource.system(), Integer.MAX_VALUE);
  }

  /** With another seed than 1 for what trainings draw at random. */
  public EvaluateTrials withSeed(long newSeed) {
    return new EvaluateTrials(search, fits, output, temp, newSeed, maxMillis, clock, maxFailed);
  }

  /**
   * With a directory where trainings wait that may go on, which a search that is resumed should
   * find again; without one they start over when they are given more rounds, with the same result.
   */
  public EvaluateTrials withTemp(String newTemp) {
    return new EvaluateTrials(search, fits, output, newTemp, seed, maxMillis, clock, maxFailed);
  }

  /**
   * Begins no training after so much time; what was begun ends. Which trials are evaluated then
   * depends on the machine.
   */
  public EvaluateTrials withMaxTime(Duration time) {
    return new EvaluateTrials(search, fits, output, temp, seed, time.toMillis(), clock, maxFailed);
  }

  /** Fails the pipeline, naming a trial and its error, as soon as more trials than these failed. */
  public EvaluateTrials withMaxFailed(int trials) {
    checkArgument(trials >= 0, "As many trials may fail as there are, or 0, but not %s.", trials);
    return new EvaluateTrials(search, fits, output, temp, seed, maxMillis, clock, trials);
  }

  /** With another clock than the machine's, which workers are given a copy of. */
  EvaluateTrials withClock(InstantSource newClock) {
    return new EvaluateTrials(search, fits, output, temp, seed, maxMillis, newClock, maxFailed);
  }

  @Override
  public PCollection<UnitResult> expand(PCollection<TrainingSet> training) {
    var views =
        new PlanUnitsFn.Views(
            training.apply("Training", View.asIterable()),
            fits,
            deadline(training, maxMillis, clock).apply("Time", View.asIterable()));
    var id = UUID.randomUUID().toString();
    var results = PCollectionList.<UnitResult>empty(training.getPipeline());
    for (int stage = 0; stage < search.strategy().stages(); stage++) {
      var round = stage == 0 ? "" : " of round " + (stage + 1);
      var earlier = stage == 0 ? nothing(training) : all(results, round);
      results = results.and(earlier.apply("Round" + round, new Round(id, stage, views)));
    }
    return results.apply("Results", Flatten.pCollections());
  }

  private static PCollection<List<UnitResult>> nothing(PCollection<TrainingSet> training) {
    return training
        .apply(
            "Begin",
            MapElements.into(TypeDescriptors.lists(TypeDescriptor.of(UnitResult.class)))
                .via(set -> List.of()))
        .setCoder(ListCoder.of(JsonCoder.of(UnitResult.class)));
  }

  private static PCollection<List<UnitResult>> all(
      PCollectionList<UnitResult> results, String round) {
    return results
        .apply("Earlier" + round, Flatten.pCollections())
        .apply("Collect" + round, new CollectResults());
  }

  private static PCollection<Long> deadline(
      PCollection<TrainingSet> training, long maxMillis, InstantSource clock) {
    return training.apply(
        "Deadline",
        MapElements.into(TypeDescriptors.longs())
            .via(set -> maxMillis == Long.MAX_VALUE ? Long.MAX_VALUE : clock.millis() + maxMillis));
  }

  /** Suggests, and evaluates what is suggested. */
  private final class Round
      extends PTransform<PCollection<List<UnitResult>>, PCollection<UnitResult>> {
    private static final long serialVersionUID = 1;

    private final String id;
    private final int stage;
    private final transient PlanUnitsFn.Views views;

    Round(String id, int stage, PlanUnitsFn.Views views) {
      this.id = id;
      this.stage = stage;
      this.views = views;
    }

    @Override
    public PCollection<UnitResult> expand(PCollection<List<UnitResult>> earlier) {
      var ledger = new Ledger(output);
      return earlier
          .apply(
              "PlanUnits",
              ParDo.of(new PlanUnitsFn(id, search, stage, seed, ledger, views))
                  .withSideInputs(views.all()))
          .setCoder(KvCoder.of(TurnCoder.of(), JsonCoder.of(TrialUnit.class)))
          .apply("SpreadUnits", Reshuffle.of())
          .apply("DropNumbers", Values.create())
          .apply(
              "EvaluateUnits",
              ParDo.of(
                      new EvaluateUnitFn(
                          search, views, ledger, new Snapshots(temp), clock, maxFailed))
                  .withSideInputs(views.training(), views.fits()))
          .setCoder(JsonCoder.of(UnitResult.class));
    }
  }
}
