package io.risknet.transforms.tuning;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.training.FoldCache;
import io.risknet.transforms.training.SpooledRows;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.training.TrainingSet;
import java.util.List;
import java.util.Map;
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
 *     leaderboard.apply(RefitModel.of(search, trainingView, fitsView));
 * }</pre>
 */
public final class RefitModel
    extends PTransform<PCollection<Leaderboard>, PCollection<TrainedModel>> {
  private static final long serialVersionUID = 1;

  private final Search search;
  private final PCollectionView<TrainingSet> training;
  private final PCollectionView<Map<String, FeatureFits>> fits;

  private final List<PCollectionView<TrainingSet>> more;

  private RefitModel(
      Search search,
      PCollectionView<TrainingSet> training,
      PCollectionView<Map<String, FeatureFits>> fits,
      List<PCollectionView<TrainingSet>> more) {
    this.search = search;
    this.training = training;
    this.fits = fits;
    this.more = more;
  }

  /** Trains what the search found, on the rows and with the features of the search. */
  public static RefitModel of(
      Search search,
      PCollectionView<TrainingSet> training,
      PCollectionView<Map<String, FeatureFits>> fits) {
    return new RefitModel(search, training, fits, List.of());
  }

  /**
   * Trains on more rows, such as those of the validation part. The features were not fitted on
   * them, so they are encoded as any new row is.
   */
  public RefitModel withMore(PCollectionView<TrainingSet> rows) {
    return new RefitModel(search, training, fits, List.of(rows));
  }

  @Override
  public PCollection<TrainedModel> expand(PCollection<Leaderboard> leaderboard) {
    var views = ImmutableList.<PCollectionView<?>>of(training, fits);
    return leaderboard
        .apply(
            "TrainWinner",
            ParDo.of(new TrainWinnerFn(search, training, fits, more))
                .withSideInputs(Iterables.concat(views, more)))
        .setCoder(JsonCoder.of(TrainedModel.class));
  }

  /** Trains the winner. */
  static final class TrainWinnerFn extends DoFn<Leaderboard, TrainedModel> {
    private static final long serialVersionUID = 1;

    private final Search search;
    private final PCollectionView<TrainingSet> trainingView;
    private final PCollectionView<Map<String, FeatureFits>> fitsView;
    private final List<PCollectionView<TrainingSet>> more;

    TrainWinnerFn(
        Search search,
        PCollectionView<TrainingSet> trainingView,
        PCollectionView<Map<String, FeatureFits>> fitsView,
        List<PCollectionView<TrainingSet>> more) {
      this.search = search;
      this.trainingView = trainingView;
      this.fitsView = fitsView;
      this.more = more;
    }

    @ProcessElement
    public void train(ProcessContext context) {
      var winner = context.element().winner();
      var trial = winner.trial();
      var point = trial.point();
      var training = context.sideInput(trainingView);
      // The search is over; its folds would only take the memory that this training needs.
      FoldCache.jvm().clear();
      var fits = context.sideInput(fitsView).get(PlanTemplate.key(point.plan()));
      var rows = SpooledRows.of(training, fits).training(OptionalInt.empty());
      for (var view : more) {
        rows = rows.and(SpooledRows.of(context.sideInput(view), fits).unseen());
      }
      var learner = search.learner(point);
      context.output(
          new TrainedModel(
              learner.identity(),
              learner.train(rows, point.parameters(), trial.seed(), winner.rounds()),
              rows.names(),
              point.plan(),
              point.parameters(),
              winner.rounds(),
              trial.id(),
              winner.selectedScore(),
              training.fingerprint()));
    }
  }
}
