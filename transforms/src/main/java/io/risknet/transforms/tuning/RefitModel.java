package io.risknet.transforms.tuning;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.training.FoldCache;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.SpooledRows;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.training.TrainingSet;
import java.util.OptionalInt;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Trains the best trial of a {@link Leaderboard} on all training rows. Each row is encoded by what
 * the other folds teach, as in cross-validation, so that the model never saw a feature that knew
 * its row's label.
 *
 * <pre>{@code
 * PCollection<TrainedModel> model =
 *     leaderboard.apply(RefitModel.of(grid.learner(), trainingView, fitsView));
 * }</pre>
 */
public final class RefitModel
    extends PTransform<PCollection<Leaderboard>, PCollection<TrainedModel>> {
  private static final long serialVersionUID = 1;

  private final Learner learner;
  private final PCollectionView<TrainingSet> training;
  private final PCollectionView<FeatureFits> fits;

  private RefitModel(
      Learner learner, PCollectionView<TrainingSet> training, PCollectionView<FeatureFits> fits) {
    this.learner = learner;
    this.training = training;
    this.fits = fits;
  }

  /** Trains with the learner of the search, on the rows and with the features of the search. */
  public static RefitModel of(
      Learner learner, PCollectionView<TrainingSet> training, PCollectionView<FeatureFits> fits) {
    return new RefitModel(learner, training, fits);
  }

  @Override
  public PCollection<TrainedModel> expand(PCollection<Leaderboard> leaderboard) {
    return leaderboard
        .apply(
            "TrainWinner",
            ParDo.of(new TrainWinnerFn(learner, training, fits)).withSideInputs(training, fits))
        .setCoder(JsonCoder.of(TrainedModel.class));
  }

  /** Trains the winner. */
  static final class TrainWinnerFn extends DoFn<Leaderboard, TrainedModel> {
    private static final long serialVersionUID = 1;

    private final Learner learner;
    private final PCollectionView<TrainingSet> trainingView;
    private final PCollectionView<FeatureFits> fitsView;

    TrainWinnerFn(
        Learner learner,
        PCollectionView<TrainingSet> trainingView,
        PCollectionView<FeatureFits> fitsView) {
      this.learner = learner;
      this.trainingView = trainingView;
      this.fitsView = fitsView;
    }

    @ProcessElement
    public void train(ProcessContext context) {
      var winner = context.element().winner();
      var trial = winner.trial();
      var training = context.sideInput(trainingView);
      // The search is over; its folds would only take the memory that this training needs.
      FoldCache.jvm().clear();
      var rows =
          SpooledRows.of(training, context.sideInput(fitsView)).training(OptionalInt.empty());
      var model = learner.train(rows, trial.parameters(), trial.seed(), winner.rounds());
      context.output(
          new TrainedModel(
              learner.identity(),
              TrainedModel.Bytes.of(model),
              rows.names(),
              trial.parameters(),
              winner.rounds(),
              trial.id(),
              winner.selectedRocAuc(),
              training.fingerprint()));
    }
  }
}
