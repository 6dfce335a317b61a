package io.risknet.transforms.evaluation;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.testing.BeamTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

@BeamTest
class EvaluateScoresTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.numeric("probability"), ColumnSchema.label("default"));

  private static List<RecordBatch> batches(long seed, int count) {
    var random = new Random(seed);
    var batches = new ArrayList<RecordBatch>();
    for (int i = 0; i < count; i++) {
      int rows = 1 + random.nextInt(50);
      var scores = random.doubles(rows).map(score -> (float) score).toArray();
      var labels = random.doubles(rows).map(draw -> draw < 0.2 ? 1 : 0).toArray();
      batches.add(RecordBatch.of(SCHEMA, NumericColumn.of(scores), NumericColumn.of(labels)));
    }
    return batches;
  }

  private static ScoreDistribution scores(List<RecordBatch> batches) {
    return ScoreDistribution.of(RecordBatch.concat(batches), "probability", "default");
  }

  @Test
  void anyShardingGivesTheMetricsOfOneBatch(TestPipeline pipeline) {
    var batches = batches(7, 40);
    var expected = BinaryMetrics.of(scores(batches));
    Collections.shuffle(batches, new Random(8));
    var metrics =
        pipeline
            .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
            .apply(EvaluateScores.of("probability", "default"));

    PAssert.thatSingleton(metrics).isEqualTo(expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noBatchGivesMetricsOfNoRow(TestPipeline pipeline) {
    var metrics =
        pipeline
            .apply(Create.empty(RecordBatchCoder.of()))
            .apply(EvaluateScores.of("probability", "default"));

    PAssert.thatSingleton(metrics).isEqualTo(BinaryMetrics.of(ScoreDistribution.empty()));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void eachKeyHasItsMetrics(TestPipeline pipeline) {
    var keyed = new ArrayList<KV<String, RecordBatch>>();
    batches(1, 9).forEach(batch -> keyed.add(KV.of("train", batch)));
    batches(2, 5).forEach(batch -> keyed.add(KV.of("test", batch)));
    var metrics =
        pipeline
            .apply(
                Create.of(keyed).withCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of())))
            .apply(EvaluateScores.perKey("probability", "default"));

    PAssert.that(metrics)
        .containsInAnyOrder(
            List.of(
                KV.of("train", BinaryMetrics.of(scores(batches(1, 9)))),
                KV.of("test", BinaryMetrics.of(scores(batches(2, 5))))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theDistributionComesOutWhole(TestPipeline pipeline) {
    var batches = batches(3, 12);
    var collected =
        pipeline
            .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
            .apply(CollectScores.of("probability", "default"));

    PAssert.thatSingleton(collected).isEqualTo(scores(batches));
    pipeline.run().waitUntilFinish();
  }
}
