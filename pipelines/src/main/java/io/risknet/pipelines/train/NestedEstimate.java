package io.risknet.pipelines.train;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.EvaluateScores;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.ScoreRecords;
import io.risknet.transforms.splits.LeaveFoldOut;
import io.risknet.transforms.splits.SplitRecords;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * How well a search does, its choice of a winner included, by nested cross-validation (Varma and
 * Simon, "Bias in error estimation when using cross-validation for model selection", BMC
 * Bioinformatics 2006): leaves each fold out in turn, fits, searches and trains on the others as if
 * there were no more rows, and scores the fold that was left out. Gives the metrics of each.
 */
final class NestedEstimate
    extends PTransform<
        PCollection<KV<Integer, RecordBatch>>, PCollection<KV<String, BinaryMetrics>>> {
  private static final long serialVersionUID = 1;

  private final transient BuildModel build;
  private final transient MakeBundle makeBundle;
  private final String label;
  private final transient PCollection<?> signal;

  /**
   * Estimates how well a model is built.
   *
   * @param signal what the first of the searches waits for
   */
  NestedEstimate(BuildModel build, MakeBundle makeBundle, String label, PCollection<?> signal) {
    this.build = build;
    this.makeBundle = makeBundle;
    this.label = label;
    this.signal = signal;
  }

  @Override
  public PCollection<KV<String, BinaryMetrics>> expand(
      PCollection<KV<Integer, RecordBatch>> train) {
    var scores = PCollectionList.<KV<String, RecordBatch>>empty(train.getPipeline());
    PCollection<?> earlier = signal;
    for (int fold = 0; fold < build.folds(); fold++) {
      var name = "Without" + fold;
      var parts = train.apply(name, LeaveFoldOut.of(fold));
      var built =
          PCollectionTuple.of(SplitRecords.TRAIN, parts.get(LeaveFoldOut.REST))
              .apply("Build" + name, build.without(fold, earlier));
      PCollectionView<ModelBundle> bundle =
          built.apply("Bundle" + name, makeBundle).apply("View" + name, View.asSingleton());
      scores = scores.and(score("fold" + fold, parts.get(LeaveFoldOut.LEFT_OUT), bundle));
      earlier = built.get(BuildModel.LEADERBOARD);
    }
    return scores
        .apply("Folds", Flatten.pCollections())
        .apply("Metrics", EvaluateScores.perKey("probability", label));
  }

  private static PCollection<KV<String, RecordBatch>> score(
      String fold, PCollection<RecordBatch> rows, PCollectionView<ModelBundle> bundle) {
    return rows.apply("Score " + fold, ScoreRecords.with(bundle).withUnscored())
        .get(ScoreRecords.SCORES)
        .apply("Name " + fold, WithKeys.of(fold))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of()));
  }
}
