package io.risknet.transforms.tuning;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.training.SpooledRows;
import io.risknet.transforms.training.Training;
import io.risknet.transforms.training.TrainingSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The scores that the best trial of a {@link Leaderboard} gives training rows which it has not
 * seen: trains it once more without each fold, as in the search, and scores that fold. The search
 * keeps how good such scores are, and not the scores of all trials, which nobody would want; of one
 * trial they cost as many trainings as there are folds.
 *
 * <p>Puts out batches of {@link #SCORE} and {@link #LABEL} by fold, to learn a calibration from.
 *
 * <pre>{@code
 * PCollection<ScoreDistribution> heldOut =
 *     leaderboard
 *         .apply(ScoreHeldOut.of(search, trainingView, fitsView))
 *         .apply(Values.create())
 *         .apply(CollectScores.of(ScoreHeldOut.SCORE, ScoreHeldOut.LABEL));
 * }</pre>
 */
public final class ScoreHeldOut
    extends PTransform<PCollection<Leaderboard>, PCollection<KV<Integer, RecordBatch>>> {
  private static final long serialVersionUID = 1;

  /** The column of scores: probabilities as the model gives them. */
  public static final String SCORE = "score";

  /** The column of labels. */
  public static final String LABEL = "label";

  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.numeric(SCORE), ColumnSchema.label(LABEL));

  private final Search search;
  private final PCollectionView<TrainingSet> training;
  private final PCollectionView<Map<String, FeatureFits>> fits;

  private ScoreHeldOut(
      Search search,
      PCollectionView<TrainingSet> training,
      PCollectionView<Map<String, FeatureFits>> fits) {
    this.search = search;
    this.training = training;
    this.fits = fits;
  }

  /** Scores by what the search found, on the rows and with the features of the search. */
  public static ScoreHeldOut of(
      Search search,
      PCollectionView<TrainingSet> training,
      PCollectionView<Map<String, FeatureFits>> fits) {
    return new ScoreHeldOut(search, training, fits);
  }

  @Override
  public PCollection<KV<Integer, RecordBatch>> expand(PCollection<Leaderboard> leaderboard) {
    var winners = TypeDescriptors.kvs(TypeDescriptors.integers(), TypeDescriptor.of(Winner.class));
    return leaderboard
        .apply("Folds", FlatMapElements.into(winners).via(ScoreHeldOut::byFold))
        .setCoder(KvCoder.of(VarIntCoder.of(), JsonCoder.of(Winner.class)))
        .apply("Spread", Reshuffle.of())
        .apply(
            "ScoreFold",
            ParDo.of(new ScoreFoldFn(search, training, fits)).withSideInputs(training, fits))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()));
  }

  private static List<KV<Integer, Winner>> byFold(Leaderboard leaderboard) {
    var winner = leaderboard.winner();
    return IntStream.range(0, winner.trial().folds())
        .mapToObj(fold -> KV.of(fold, winner))
        .toList();
  }

  /** Trains without a fold, and scores it. */
  private static final class ScoreFoldFn
      extends DoFn<KV<Integer, Winner>, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    /** A worker has as many folds in memory at a time as it has in the search. */
    private static final Semaphore MEMORY = new Semaphore(2);

    private final Search search;
    private final PCollectionView<TrainingSet> training;
    private final PCollectionView<Map<String, FeatureFits>> fits;

    ScoreFoldFn(
        Search search,
        PCollectionView<TrainingSet> training,
        PCollectionView<Map<String, FeatureFits>> fits) {
      this.search = search;
      this.training = training;
      this.fits = fits;
    }

    @ProcessElement
    public void score(ProcessContext context) throws InterruptedException {
      int fold = context.element().getKey();
      var winner = context.element().getValue();
      var point = winner.trial().point();
      var rows =
          SpooledRows.of(
              context.sideInput(training),
              context.sideInput(fits).get(PlanTemplate.key(point.plan())));
      RecordBatch scored;
      MEMORY.acquire();
      try {
        scored = score(rows, fold, winner);
      } finally {
        MEMORY.release();
      }
      scored.pieces().forEach(piece -> context.output(KV.of(fold, piece)));
    }

    private RecordBatch score(SpooledRows rows, int fold, Winner winner) {
      var trial = winner.trial();
      var scores = new float[][] {{}};
      try (var data =
          search
              .learner(trial.point())
              .prepare(rows.training(OptionalInt.of(fold)), rows.heldOut(fold))) {
        var unused =
            data.train(
                Training.of(trial.point().parameters(), trial.seed(), List.of(winner.rounds())),
                (rounds, probabilities) -> {
                  scores[0] = probabilities;
                  return false;
                });
        return RecordBatch.of(SCHEMA, column(scores[0]), column(data.labels()));
      }
    }

    private static NumericColumn column(float[] floats) {
      var doubles = new double[floats.length];
      Arrays.setAll(doubles, row -> floats[row]);
      return NumericColumn.of(doubles);
    }
  }
}
