package io.risknet.pipelines.train;

import io.risknet.pipelines.options.Durations;
import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.run.StageMark;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.CalibrationMethod;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FeatureStrength;
import io.risknet.transforms.features.LeakageCheck;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.HoldUntil;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.splits.SplitRecords;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.tuning.EvaluateTrials;
import io.risknet.transforms.tuning.FitPlans;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.RankTrials;
import io.risknet.transforms.tuning.RefitModel;
import io.risknet.transforms.tuning.ScoreHeldOut;
import io.risknet.transforms.tuning.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Training rows to a model: features fitted, the search, the winner trained on all of them. */
final class BuildModel extends PTransform<PCollectionTuple, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  static final String TRAIN = "train";
  static final String TRAIN_AND_VALIDATION = "train+validation";

  /** So few rows that a worker holds a bucket of them with ease. */
  private static final int VALIDATION_BUCKETS = 16;

  static final TupleTag<KV<String, FeatureFits>> FITS = new TupleTag<>("fits") {};
  static final TupleTag<Leaderboard> LEADERBOARD = new TupleTag<>("leaderboard") {};
  static final TupleTag<TrainedModel> MODEL = new TupleTag<>("model") {};

  /**
   * Feature columns by plan that are too good to be true and allowed nevertheless, unless nobody
   * looked for them.
   */
  static final TupleTag<KV<String, String>> SUSPECTS = new TupleTag<>("suspects") {};

  /** How the model is calibrated, if that is wanted. */
  static final TupleTag<Calibration> CALIBRATION = new TupleTag<>("calibration") {};

  private final transient Map<String, FeaturePlan> plans;
  private final transient Search search;
  private final CalibrationMethod calibration;
  private final transient TrainOptions options;
  private final Folding folding;
  private final String temp;
  private final String output;
  private final String snapshots;
  private final AllowedLeakage allowed;
  private final transient List<PCollection<?>> signals;

  /**
   * Builds a model.
   *
   * @param plans the feature plans that the search may try
   * @param calibration how the winner is calibrated
   * @param temp where the run keeps training rows and marks for a while
   * @param output the run's output, which keeps the ledger
   * @param snapshots where trainings wait that may go on
   * @param allowed the columns that do not stop the run
   * @param options what the user wants of the search
   */
  BuildModel(
      Map<String, FeaturePlan> plans,
      Folding folding,
      Search search,
      CalibrationMethod calibration,
      String temp,
      String output,
      String snapshots,
      AllowedLeakage allowed,
      TrainOptions options) {
    this(plans, folding, search, calibration, temp, output, snapshots, allowed, options, List.of());
  }

  private BuildModel(
      Map<String, FeaturePlan> plans,
      Folding folding,
      Search search,
      CalibrationMethod calibration,
      String temp,
      String output,
      String snapshots,
      AllowedLeakage allowed,
      TrainOptions options,
      List<PCollection<?>> signals) {
    this.plans = plans;
    this.folding = folding;
    this.search = search;
    this.calibration = calibration;
    this.temp = temp;
    this.output = output;
    this.snapshots = snapshots;
    this.allowed = allowed;
    this.options = options;
    this.signals = signals;
  }

  /**
   * Builds a model in the same way of the training rows without one fold, once a signal is
   * complete: searches that run at once would take turns at the folds in memory. It is not
   * calibrated, as the scores are not that a search selects by.
   */
  BuildModel without(int fold, PCollection<?> signal) {
    var directory = "/nested/fold-" + fold;
    return new BuildModel(
        plans,
        folding.withOneLess(),
        search,
        CalibrationMethod.NONE,
        temp + directory,
        output + directory,
        snapshots,
        allowed,
        options,
        List.of(signal));
  }

  /** Number of folds that are held out in turn. */
  int folds() {
    return folding.folds();
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple parts) {
    var train = parts.get(SplitRecords.TRAIN);
    var rows = train.apply("Rows", Values.create());
    var fits =
        rows.apply("FitFeatures", FitPlans.of(plans, folding))
            .apply("EndFeatures", StageMark.endOf(TrainPipeline.FEATURES, temp));
    PCollectionView<Map<String, FeatureFits>> fitsView = fits.apply("Fits", View.asMap());
    var training = train.apply("Spool", SpoolTraining.to(temp).withFolding(folding));
    // The one element waits, not the rows: a bundle that waits is taken up again and again.
    var suspects = suspects(rows, fits);
    training =
        training.apply(
            "Wait", HoldUntil.complete(suspects.isPresent() ? List.of(suspects.get()) : signals));
    PCollectionView<TrainingSet> trainingView = training.apply("TrainingSet", View.asSingleton());
    var leaderboard =
        training
            .apply("EvaluateTrials", evaluateTrials(fitsView))
            .apply("RankTrials", RankTrials.by(search.objective()))
            .apply("EndSearch", StageMark.endOf(TrainPipeline.SEARCH, temp));
    var refit = RefitModel.of(search, trainingView, fitsView);
    if (parts.has(SplitRecords.VALIDATION) && options.getRefitOn().equals(TRAIN_AND_VALIDATION)) {
      refit = refit.withMore(validation(parts.get(SplitRecords.VALIDATION)));
    }
    var model = leaderboard.apply("Refit", refit);
    var built = PCollectionTuple.of(FITS, fits).and(LEADERBOARD, leaderboard).and(MODEL, model);
    if (suspects.isPresent()) {
      built = built.and(SUSPECTS, suspects.get());
    }
    if (calibration == CalibrationMethod.NONE) {
      return built;
    }
    var heldOut = ScoreHeldOut.of(search, trainingView, fitsView);
    return built.and(
        CALIBRATION,
        leaderboard.apply("Calibrate", new FitCalibration(calibration, heldOut, model)));
  }

  private EvaluateTrials evaluateTrials(PCollectionView<Map<String, FeatureFits>> fits) {
    var evaluate =
        EvaluateTrials.of(search, fits, output)
            .withTemp(snapshots)
            .withSeed(options.getSeed())
            .withMaxFailed(options.getMaxFailedTrials());
    return options.getMaxSearchTime().isEmpty()
        ? evaluate
        : evaluate.withMaxTime(Durations.parse("--maxSearchTime", options.getMaxSearchTime()));
  }

  private PCollectionView<TrainingSet> validation(PCollection<RecordBatch> rows) {
    return rows.apply(
            "NoFolds",
            MapElements.into(rows.getTypeDescriptor())
                .via(batch -> Folds.assign(batch, NumericColumn.constant(0, batch.rows()))))
        .setCoder(RecordBatchCoder.of())
        .apply("BucketValidation", BucketRecords.into(VALIDATION_BUCKETS))
        .apply("SpoolValidation", SpoolTraining.to(temp))
        .apply("ValidationSet", View.asSingleton());
  }

  /**
   * The columns of every plan that are implausible and allowed nevertheless; another one stops the
   * run, for which the search waits. A search that waits for another leaves that to it.
   */
  private Optional<PCollection<KV<String, String>>> suspects(
      PCollection<RecordBatch> rows, PCollection<KV<String, FeatureFits>> fits) {
    if (!signals.isEmpty() || !options.isLeakageCheck()) {
      return Optional.empty();
    }
    var suspects = PCollectionList.<KV<String, String>>empty(rows.getPipeline());
    for (var plan : plans.keySet()) {
      var name = plan.isEmpty() ? "" : " of " + plan;
      PCollectionView<FeatureFits> view =
          fits.apply("Select" + name, Filter.by(of -> of.getKey().equals(plan)))
              .apply("FitsAlone" + name, Values.create())
              .apply("View" + name, View.asSingleton());
      suspects =
          suspects.and(
              rows.apply("LeakageCheck" + name, LeakageCheck.of(view).allowing(allowed.columns()))
                  .apply("Suspicious" + name, Filter.by(FeatureStrength::suspicious))
                  .apply(
                      "Suspects" + name,
                      MapElements.into(
                              TypeDescriptors.kvs(
                                  TypeDescriptors.strings(), TypeDescriptors.strings()))
                          .via(strength -> KV.of(plan, strength.column()))));
    }
    return Optional.of(suspects.apply("SuspectsOfAllPlans", Flatten.pCollections()));
  }
}
