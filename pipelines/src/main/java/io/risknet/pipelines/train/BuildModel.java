package io.risknet.pipelines.train;

import io.risknet.pipelines.run.StageMark;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FitFeatures;
import io.risknet.transforms.features.LeakageCheck;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.tuning.EvaluateTrials;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.RankTrials;
import io.risknet.transforms.tuning.RefitModel;
import io.risknet.transforms.tuning.SearchStrategy;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;

/** Training rows to a model: features fitted, the search, the winner trained on all of them. */
final class BuildModel extends PTransform<PCollection<KV<Integer, RecordBatch>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  static final TupleTag<FeatureFits> FITS = new TupleTag<>("fits") {};
  static final TupleTag<Leaderboard> LEADERBOARD = new TupleTag<>("leaderboard") {};
  static final TupleTag<TrainedModel> MODEL = new TupleTag<>("model") {};

  private final transient FeaturePlan plan;
  private final transient SearchStrategy search;
  private final int folds;
  private final boolean leakageCheck;
  private final String temp;
  private final String output;
  private final int maxFailedTrials;
  private final long seed;

  /**
   * Builds a model.
   *
   * @param leakageCheck whether implausibly strong features stop the run
   * @param temp where the run keeps training rows and marks for a while
   * @param output the run's output, which keeps the ledger
   * @param maxFailedTrials how many trials may fail
   * @param seed seeds what trainings draw at random
   */
  BuildModel(
      FeaturePlan plan,
      int folds,
      boolean leakageCheck,
      SearchStrategy search,
      String temp,
      String output,
      int maxFailedTrials,
      long seed) {
    this.plan = plan;
    this.folds = folds;
    this.leakageCheck = leakageCheck;
    this.search = search;
    this.temp = temp;
    this.output = output;
    this.maxFailedTrials = maxFailedTrials;
    this.seed = seed;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, RecordBatch>> train) {
    var rows = train.apply("Rows", Values.create());
    var fits =
        rows.apply("FitFeatures", FitFeatures.of(plan, folds))
            .apply("EndFeatures", StageMark.endOf(TrainPipeline.FEATURES, temp));
    PCollectionView<FeatureFits> fitsView = fits.apply("Fits", View.asSingleton());
    var training = train.apply("Spool", SpoolTraining.to(temp));
    if (leakageCheck) {
      // The one element waits, not the rows: a bundle that waits is taken up again and again.
      var strengths = rows.apply("LeakageCheck", LeakageCheck.of(fitsView));
      training = training.apply("WaitForLeakageCheck", Wait.on(strengths));
    }
    PCollectionView<TrainingSet> trainingView = training.apply("TrainingSet", View.asSingleton());
    var leaderboard =
        training
            .apply("EvaluateTrials", EvaluateTrials.of(search, fitsView, output).withSeed(seed))
            .apply("RankTrials", RankTrials.create().withMaxFailed(maxFailedTrials))
            .apply("EndSearch", StageMark.endOf(TrainPipeline.SEARCH, temp));
    var model = leaderboard.apply("Refit", RefitModel.of(search.learner(), trainingView, fitsView));
    return PCollectionTuple.of(FITS, fits).and(LEADERBOARD, leaderboard).and(MODEL, model);
  }
}
