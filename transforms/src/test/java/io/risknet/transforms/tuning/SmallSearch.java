package io.risknet.transforms.tuning;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.SpoolTraining;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** A search of few rows in two folds, in a pipeline that evaluates one unit after the other. */
final class SmallSearch {
  private static final int COLUMNS = 2;
  private static final int FOLDS = 2;

  private SmallSearch() {}

  /** Evaluates and ranks every point of these spaces. */
  static Leaderboard run(
      Path output, UnaryOperator<EvaluateTrials> settings, LearnerSpace... spaces) {
    return run(output, settings, Grid.of(SearchSpace.of(spaces)));
  }

  /** Evaluates and ranks what a strategy suggests. */
  static Leaderboard run(
      Path output, UnaryOperator<EvaluateTrials> settings, SearchStrategy strategy) {
    return run(output, settings, strategy, Map.of("", COLUMNS));
  }

  /** The same with a plan for each key, which reads so many of the columns. */
  static Leaderboard run(
      Path output,
      UnaryOperator<EvaluateTrials> settings,
      SearchStrategy strategy,
      Map<String, Integer> columnsOfPlans) {
    var search = Search.of(strategy);
    var options = TestPipeline.testingPipelineOptions();
    options.as(DirectOptions.class).setTargetParallelism(1);
    options.as(FlinkPipelineOptions.class).setParallelism(1);
    var pipeline = Pipeline.create(options);
    var leaderboards = Collected.<Leaderboard>create();
    PCollectionView<Map<String, FeatureFits>> fits =
        pipeline
            .apply(
                "Fits",
                Create.of(
                        columnsOfPlans.entrySet().stream()
                            .map(
                                plan -> KV.of(plan.getKey(), Examples.fits(plan.getValue(), FOLDS)))
                            .toList())
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), JsonCoder.of(FeatureFits.class))))
            .apply("FitsView", View.asMap());
    pipeline
        .apply(Create.of(Examples.rows(200, COLUMNS, FOLDS)).withCoder(RecordBatchCoder.of()))
        .apply(BucketRecords.into(1))
        .apply(SpoolTraining.to(output.resolve("tmp").toString()))
        .apply(settings.apply(EvaluateTrials.of(search, fits, output.toString())))
        .apply(RankTrials.by(search.objective()))
        .apply(leaderboards.sink());
    pipeline.run().waitUntilFinish();
    return leaderboards.only();
  }
}
