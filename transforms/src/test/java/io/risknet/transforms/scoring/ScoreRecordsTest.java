package io.risknet.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class ScoreRecordsTest {
  private static final List<RecordBatch> RAW =
      List.of(TestBundles.raw(120, 21), TestBundles.raw(1, 22), TestBundles.raw(80, 23));

  private static ModelBundle bundle;

  @BeforeAll
  static void train() throws Exception {
    bundle = TestBundles.bundle();
  }

  private static PCollection<RecordBatch> raw(TestPipeline pipeline) {
    return pipeline.apply("Raw", Create.of(RAW).withCoder(RecordBatchCoder.of()));
  }

  private static void assertScored(PCollectionTuple scored) {
    var scorer = Scorer.of(bundle);
    var expected = RAW.stream().map(batch -> scorer.score(batch).scores()).toList();
    var rejects =
        RAW.stream()
            .flatMap(batch -> scorer.score(batch).rejected().stream())
            .map(
                v -> new Reject("score", "", Reject.WHOLE_FILE, 0, v.column(), v.reason(), v.raw()))
            .toList();
    assertThat(rejects).isNotEmpty();
    PAssert.that(scored.get(ScoreRecords.SCORES)).containsInAnyOrder(expected);
    PAssert.that(scored.get(ScoreRecords.REJECTS)).containsInAnyOrder(rejects);
  }

  @Test
  void scoresWithAModelAtAPath(TestPipeline pipeline, @TempDir Path directory) throws Exception {
    bundle.save(PathBundleStore.of(directory));

    assertScored(raw(pipeline).apply(ScoreRecords.from(directory.toString())));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void rowsThatAreNotScoredAreAmongTheScoresWhenAskedFor(
      TestPipeline pipeline, @TempDir Path directory) throws Exception {
    var linear = TestBundles.linear();
    linear.save(PathBundleStore.of(directory));
    var first = RAW.get(0).take(new int[] {0, 1, 2});
    var raw = first.with(first.schema().column("dti"), NumericColumn.of(40, 999, 70));
    var complete = raw.with(raw.schema().column("score"), NumericColumn.of(640, 640, 640));

    var scored =
        pipeline
            .apply(Create.of(complete).withCoder(RecordBatchCoder.of()))
            .apply(
                ScoreRecords.from(directory.toString())
                    .keeping(List.of("dti"))
                    .withReasons(1)
                    .withUnscored())
            .get(ScoreRecords.SCORES);
    var notScored =
        RecordBatch.of(
            TableSchema.of(
                ColumnSchema.id("loan"),
                ColumnSchema.numeric("dti"),
                ColumnSchema.label("default"),
                ScoredBatch.PROBABILITY,
                ScoredBatch.reason(1)),
            complete.column("loan").take(new int[] {1, 2}),
            NumericColumn.of(999, 70),
            complete.column("default").take(new int[] {1, 2}),
            NumericColumn.of(Double.NaN, Double.NaN),
            CategoricalColumn.of("", ""));
    PAssert.that(scored)
        .containsInAnyOrder(Scorer.of(linear).score(complete, 1).scores(List.of("dti")), notScored);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void scoresWithAModelOfTheSamePipeline(TestPipeline pipeline) {
    var view =
        pipeline
            .apply("Model", Create.of(bundle).withCoder(ModelBundleCoder.of()))
            .apply(View.asSingleton());

    assertScored(raw(pipeline).apply(ScoreRecords.with(view)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void namesReasonsWhereTheyAreAskedFor(TestPipeline pipeline, @TempDir Path directory)
      throws Exception {
    bundle.save(PathBundleStore.of(directory));
    var scorer = Scorer.of(bundle);
    var scored = raw(pipeline).apply(ScoreRecords.from(directory.toString()).withReasons(2));

    PAssert.that(scored.get(ScoreRecords.SCORES))
        .containsInAnyOrder(RAW.stream().map(batch -> scorer.score(batch, 2).scores()).toList());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keepsColumnsThatAreAskedForAndThere(TestPipeline pipeline, @TempDir Path directory)
      throws Exception {
    bundle.save(PathBundleStore.of(directory));
    var scorer = Scorer.of(bundle);
    var kept = List.of("servicer", "absent");
    var scored = raw(pipeline).apply(ScoreRecords.from(directory.toString()).keeping(kept));

    PAssert.that(scored.get(ScoreRecords.SCORES))
        .containsInAnyOrder(RAW.stream().map(batch -> scorer.score(batch).scores(kept)).toList());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void batchesOfWhichNothingIsLeftAreNotPutOut(TestPipeline pipeline, @TempDir Path directory)
      throws Exception {
    bundle.save(PathBundleStore.of(directory));
    var row = Scorer.of(bundle).score(RAW.get(0)).rejected().get(0).row();
    var broken = RAW.get(0).take(new int[] {row});
    var scored =
        pipeline
            .apply(Create.of(broken).withCoder(RecordBatchCoder.of()))
            .apply(ScoreRecords.from(directory.toString()));

    PAssert.that(scored.get(ScoreRecords.SCORES)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aMissingModelFailsTheRunWithASentence(TestPipeline pipeline, @TempDir Path directory) {
    raw(pipeline).apply(ScoreRecords.from(directory.resolve("none").toString()));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining("There is no finished model at");
  }

  @Test
  void aModelPutInPlaceOfAnotherIsNoticed(@TempDir Path directory) throws Exception {
    bundle.save(PathBundleStore.of(directory));
    var first = ScorerCache.at(directory.toString());
    assertThat(ScorerCache.at(directory.toString())).isSameAs(first);
    assertThat(ScorerCache.of(bundle)).isSameAs(first);

    directory.resolve("manifest.json").toFile().delete();
    bundle.withMetrics(Map.of()).save(PathBundleStore.of(directory));
    assertThat(ScorerCache.at(directory.toString())).isNotSameAs(first);
  }
}
