package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.testing.BeamTest;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

@BeamTest
class EvaluateScoresTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.numeric("probability"), ColumnSchema.label("default"));
  private static final int JANUARY = MonthColumn.number(YearMonth.of(2009, 1));

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

  /** The classes part at 0.6, and half of the rows are positive. */
  @Test
  void inFullThereIsAllThatCanBeTold(TestPipeline pipeline) {
    var scores = new double[] {0.1, 0.4, 0.6, 0.8};
    var labels = new double[] {0, 0, 1, 1};
    var batch = RecordBatch.of(SCHEMA, NumericColumn.of(scores), NumericColumn.of(labels));
    var evaluation =
        pipeline
            .apply(Create.of(batch).withCoder(RecordBatchCoder.of()))
            .apply(EvaluateScores.of("probability", "default").inFull());

    PAssert.thatSingleton(evaluation)
        .satisfies(
            of -> {
              assertThat(of.ks().threshold()).hasValue(0.6);
              assertThat(of.lift().groups().get(0).lift()).isEqualTo(2);
              // A row a tenth: 0.1, 0.4, 0.4 and 0.2 away from what came.
              assertThat(of.calibrationError().expected().orElseThrow())
                  .isCloseTo(0.275, within(1e-15));
              assertThat(of).isEqualTo(Evaluation.of(ScoreDistribution.of(scores, labels)));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void eachKeyIsEvaluatedInFull(TestPipeline pipeline) {
    var keyed =
        List.of(
            KV.of("train", batches(1, 3).get(0)),
            KV.of("test", batches(2, 3).get(1)),
            KV.of("test", batches(2, 3).get(2)));
    var evaluations =
        pipeline
            .apply(
                Create.of(keyed).withCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of())))
            .apply(EvaluateScores.<String>perKey("probability", "default").inFull());

    PAssert.that(evaluations)
        .containsInAnyOrder(
            List.of(
                KV.of("train", Evaluation.of(scores(batches(1, 3).subList(0, 1)))),
                KV.of("test", Evaluation.of(scores(batches(2, 3).subList(1, 3))))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void eachSegmentIsEvaluatedInFull(TestPipeline pipeline) {
    var evaluations =
        pipeline
            .apply(Create.of(loans()).withCoder(RecordBatchCoder.of()))
            .apply(EvaluateScores.bySegment("probability", "default", List.of("state")).inFull());

    PAssert.that(evaluations)
        .containsInAnyOrder(
            List.of(
                KV.of(
                    new Segment("state", "CA"),
                    inFull(new double[] {0.1, 0.4, 0.6}, new double[] {0, 1, 0})),
                KV.of(
                    new Segment("state", ""),
                    inFull(new double[] {0.2, 0.3}, new double[] {1, 0}))));
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

  @Test
  void rowsLeftOutAreCountedInAllBatches(TestPipeline pipeline) {
    var batches = new ArrayList<RecordBatch>();
    for (int i = 0; i < 5; i++) {
      batches.add(
          RecordBatch.of(
              SCHEMA,
              NumericColumn.of(Double.NaN, 0.5, 0.1 * i),
              NumericColumn.of(1, Double.NaN, 0)));
    }
    var counts =
        pipeline
            .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
            .apply(CollectScores.of("probability", "default"))
            .apply(
                MapElements.into(TypeDescriptors.lists(TypeDescriptors.longs()))
                    .via(all -> List.of(all.rows(), all.unscored(), all.unlabelled())));

    PAssert.thatSingleton(counts).isEqualTo(List.of(5L, 5L, 5L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void moreScoresThanAShuffleCarriesAtOnceComeOutWhole(TestPipeline pipeline) {
    var scores = new Random(4).doubles(150_000).toArray();
    var batch =
        RecordBatch.of(SCHEMA, NumericColumn.of(scores), NumericColumn.constant(1, scores.length));
    var collected =
        pipeline
            .apply(Create.of(batch).withCoder(RecordBatchCoder.of()))
            .apply(CollectScores.of("probability", "default"));

    PAssert.thatSingleton(collected).isEqualTo(scores(List.of(batch)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void eachValueOfAColumnHasItsMetrics(TestPipeline pipeline) {
    var metrics =
        pipeline
            .apply(Create.of(loans(), loans()).withCoder(RecordBatchCoder.of()))
            .apply(EvaluateScores.bySegment("probability", "default", List.of("vintage")));

    PAssert.that(metrics)
        .containsInAnyOrder(
            List.of(
                KV.of(
                    new Segment("vintage", "200901"),
                    twice(new double[] {0.1, 0.4, 0.3}, new double[] {0, 1, 0})),
                KV.of(
                    new Segment("vintage", "200902"),
                    twice(new double[] {0.2, 0.6}, new double[] {1, 0}))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void rowsWithoutAValueAreASegmentToo(TestPipeline pipeline) {
    var scores =
        pipeline
            .apply(Create.of(loans()).withCoder(RecordBatchCoder.of()))
            .apply(CollectScores.bySegment("probability", "default", List.of("state")));

    PAssert.that(scores)
        .containsInAnyOrder(
            List.of(
                KV.of(
                    new Segment("state", "CA"),
                    ScoreDistribution.of(new double[] {0.1, 0.4, 0.6}, new double[] {0, 1, 0})),
                KV.of(
                    new Segment("state", ""),
                    ScoreDistribution.of(new double[] {0.2, 0.3}, new double[] {1, 0}))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void everyColumnIsEvaluatedByInOnePass(TestPipeline pipeline) {
    var rows =
        pipeline
            .apply(Create.of(loans()).withCoder(RecordBatchCoder.of()))
            .apply(CollectScores.bySegment("probability", "default", List.of("vintage", "state")))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(segment -> segment.getKey().column() + " " + segment.getValue().rows()));

    PAssert.that(rows).containsInAnyOrder("vintage 3", "vintage 2", "state 3", "state 2");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anAbsentColumnIsNamed(TestPipeline pipeline) {
    pipeline
        .apply(Create.of(loans()).withCoder(RecordBatchCoder.of()))
        .apply(EvaluateScores.bySegment("probability", "default", List.of("region")));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("There is no column 'region'; the table has [probability,");
  }

  private static RecordBatch loans() {
    return RecordBatch.of(
        TableSchema.of(
            ColumnSchema.numeric("probability"),
            ColumnSchema.label("default"),
            ColumnSchema.month("vintage"),
            ColumnSchema.categorical("state")),
        NumericColumn.of(0.1, 0.2, 0.3, 0.4, 0.6),
        NumericColumn.of(0, 1, 0, 1, 0),
        MonthColumn.of(JANUARY, JANUARY + 1, JANUARY, JANUARY, JANUARY + 1),
        CategoricalColumn.of("CA", "", "", "CA", "CA"));
  }

  private static Evaluation inFull(double[] scores, double[] labels) {
    return Evaluation.of(ScoreDistribution.of(scores, labels));
  }

  private static BinaryMetrics twice(double[] scores, double[] labels) {
    var once = ScoreDistribution.of(scores, labels);
    return BinaryMetrics.of(once.merge(once));
  }
}
