package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.EvaluateScores;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.TrainingSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class ScoreHeldOutTest {
  private static final int COLUMNS = 4;
  private static final int FOLDS = 3;
  private static final RecordBatch ROWS = Examples.rows(900, COLUMNS, FOLDS);

  /** Sampled, so that another seed or number of rounds would show. */
  private static final Search SEARCH =
      Search.of(Grid.of(Map.of("max_depth", List.of(2, 4), "subsample", List.of(0.6)), 5, 12));

  @TempDir private Path directory;

  @Test
  void theHeldOutRowsScoreAsInTheSearch(TestPipeline pipeline) {
    var leaderboards = Collected.<Leaderboard>create();
    var folds = Collected.<KV<Integer, BinaryMetrics>>create();
    PCollectionView<Map<String, FeatureFits>> fits =
        pipeline
            .apply(
                "Fits",
                Create.of(KV.of("", Examples.fits(COLUMNS, FOLDS)))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), JsonCoder.of(FeatureFits.class))))
            .apply("FitsView", View.asMap());
    var training =
        pipeline
            .apply(Create.of(Examples.cut(ROWS, 200)).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(3))
            .apply(SpoolTraining.to(directory.resolve("tmp").toString()));
    PCollectionView<TrainingSet> trainingView = training.apply("TrainingView", View.asSingleton());
    var leaderboard =
        training
            .apply(EvaluateTrials.of(SEARCH, fits, directory.resolve("run").toString()))
            .apply(RankTrials.by(SEARCH.objective()));
    leaderboard
        .apply(ScoreHeldOut.of(SEARCH, trainingView, fits))
        .apply(EvaluateScores.perKey(ScoreHeldOut.SCORE, ScoreHeldOut.LABEL))
        .apply("Folds", folds.sink());
    leaderboard.apply("Leaderboards", leaderboards.sink());
    pipeline.run().waitUntilFinish();

    var byFold =
        new TreeMap<>(folds.all().stream().collect(Collectors.toMap(KV::getKey, KV::getValue)));
    assertThat(byFold.values())
        .extracting(metrics -> metrics.rocAuc().orElseThrow())
        .containsExactlyElementsOf(leaderboards.only().rows().get(0).folds());
    assertThat(byFold.values().stream().mapToLong(BinaryMetrics::rows).sum()).isEqualTo(900);
  }
}
