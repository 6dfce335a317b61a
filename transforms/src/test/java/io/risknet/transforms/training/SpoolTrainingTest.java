package io.risknet.transforms.training;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class SpoolTrainingTest {
  private static final int COLUMNS = 3;
  private static final RecordBatch ROWS = Examples.rows(500, COLUMNS, 4);

  @TempDir Path temporary;

  @Test
  void countsRowsAndClassesOfEachFold(TestPipeline pipeline) {
    var training = spool(pipeline, Examples.cut(ROWS, 60), 5);

    var labels = ROWS.numeric("default");
    assertThat(training.rows()).isEqualTo(500);
    assertThat(training.folds()).isEqualTo(4);
    assertThat(training.classes().get(1))
        .isEqualTo(
            new SpoolPart.ClassCounts(
                125,
                (int)
                    IntStream.range(0, 500).filter(r -> r % 4 == 1 && labels.get(r) == 1).count()));
    assertThat(training.parts()).hasSize(5);
  }

  @Test
  void rowsComeBackInTheOrderOfTheHashOfTheirIds(TestPipeline pipeline) {
    var training = spool(pipeline, Examples.cut(Examples.shuffle(ROWS, 1), 60), 5);

    assertThat(values(training)).isEqualTo(sortedByHand());
  }

  @Test
  void neitherOrderNorCutNorBucketsMatter(TestPipeline pipeline) {
    var few = spool(pipeline, Examples.cut(ROWS, 500), 1);
    var many = spool(TestPipeline.create(), Examples.cut(Examples.shuffle(ROWS, 5), 7), 13);

    assertThat(many.fingerprint()).isEqualTo(few.fingerprint());
    assertThat(many.classes()).isEqualTo(few.classes());
    assertThat(values(many)).isEqualTo(values(few));
  }

  @Test
  void anotherValueOrRoleIsOtherData(TestPipeline pipeline) {
    var one = spool(pipeline, List.of(ROWS), 2).fingerprint();
    var changed = ROWS.numeric("x0").values().clone();
    changed[17] += 0.01;
    var other = ROWS.with(ColumnSchema.numeric("x0"), NumericColumn.of(changed));
    var role = ColumnSchema.numeric("x0").withRole(ColumnRole.OUTCOME);

    assertThat(DataFingerprint.of(ROWS)).isEqualTo(one);
    assertThat(DataFingerprint.of(other)).isNotEqualTo(one);
    assertThat(DataFingerprint.of(ROWS.with(role, ROWS.numeric("x0")))).isNotEqualTo(one);
    assertThat(DataFingerprint.parse(one.toString())).isEqualTo(one);
  }

  @Test
  void spoolingTwiceLeavesOneSetOfFilesAndNoTemporaryOnes(TestPipeline pipeline) throws Exception {
    var first = spool(pipeline, List.of(ROWS), 3);
    var second = spool(TestPipeline.create(), Examples.cut(Examples.shuffle(ROWS, 2), 50), 3);

    assertThat(second).isEqualTo(first);
    try (var files = Files.list(temporary.resolve("training"))) {
      assertThat(files.map(Path::toString))
          .containsExactlyInAnyOrderElementsOf(
              first.parts().stream().map(SpoolPart::file).toList());
    }
  }

  @Test
  void aFoldHeldOutIsLeftOutOfTheTrainingRows(TestPipeline pipeline) {
    var training = spool(pipeline, Examples.cut(ROWS, 60), 5);
    var rows = SpooledRows.of(training, Examples.fits(COLUMNS, 4));

    var ids = sortedRows();
    assertThat(rows.heldOut(2).rows()).isEqualTo(125);
    assertThat(rows.training(OptionalInt.of(2)).rows()).isEqualTo(375);
    assertThat(list(rows.heldOut(2)))
        .isEqualTo(list(Examples.matrix(take(ids, row -> row % 4 == 2), COLUMNS)));
    assertThat(list(rows.training(OptionalInt.of(2))))
        .isEqualTo(list(Examples.matrix(take(ids, row -> row % 4 != 2), COLUMNS)));
  }

  @Test
  void whenABlockFailsTheOthersHaveEnded(TestPipeline pipeline) {
    var training = spool(pipeline, Examples.cut(ROWS, 60), 2);
    var rows = SpooledRows.of(training, Examples.fits(COLUMNS, 4)).unseen();
    var caller = Thread.currentThread();
    var started = new CountDownLatch(2);
    var returned = new CountDownLatch(1);
    var outlived = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                rows.forEachBlock(
                    (firstRow, block) -> {
                      started.countDown();
                      assertThat(awaitUninterruptibly(started, 5, SECONDS)).isTrue();
                      if (Thread.currentThread() == caller) {
                        throw new IllegalStateException("no room");
                      }
                      outlived.set(awaitUninterruptibly(returned, 1, SECONDS));
                    }))
        .hasMessage("no room");
    returned.countDown();
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(5, SECONDS)).isTrue();

    assertThat(outlived).isFalse();
  }

  @Test
  void laterRowsAreLeftOutOfTheTrainingRowsOfFoldsByTime(TestPipeline pipeline) {
    // In the order of time: folds 2 and 3, which are only learnt from, then 0 and 1.
    var folding = new Folding.Forward(2);
    var training =
        spool(
            pipeline,
            List.of(ROWS),
            3,
            SpoolTraining.to(temporary.toString()).withFolding(folding));
    var rows = SpooledRows.of(training, Examples.fits(COLUMNS, folding));

    var ids = sortedRows();
    assertThat(training.folding()).isEqualTo(folding);
    assertThat(training.folds()).isEqualTo(2);
    assertThat(training.heldOutFolds()).containsExactly(0, 1);
    assertThat(list(rows.training(OptionalInt.of(0))))
        .isEqualTo(list(Examples.matrix(take(ids, row -> row % 4 >= 2), COLUMNS)));
    assertThat(list(rows.training(OptionalInt.of(1))))
        .isEqualTo(list(Examples.matrix(take(ids, row -> row % 4 != 1), COLUMNS)));
    assertThat(list(rows.heldOut(1)))
        .isEqualTo(list(Examples.matrix(take(ids, row -> row % 4 == 1), COLUMNS)));
    assertThat(rows.training(OptionalInt.empty()).rows()).isEqualTo(500);
    training.requireFolds();
  }

  @Test
  void aShareIsTheRowsOfTheLowestHashes(TestPipeline pipeline) {
    var training = spool(pipeline, Examples.cut(ROWS, 60), 5);
    var rows = SpooledRows.of(training, Examples.fits(COLUMNS, 4));

    var share = rows.training(OptionalInt.of(2), 0.3);

    assertThat(share.rows()).isEqualTo(113);
    assertThat(list(share)).isEqualTo(list(rows.training(OptionalInt.of(2))).subList(0, 113));
  }

  @Test
  void noFileIsReadForRowsThatAShareLeavesOut(TestPipeline pipeline) throws IOException {
    var training = spool(pipeline, Examples.cut(ROWS, 60), 5);
    var last = training.parts().get(training.parts().size() - 1);
    var rows = SpooledRows.of(training, Examples.fits(COLUMNS, 4));
    Files.delete(Path.of(last.file()));

    assertThat(rows.training(OptionalInt.of(2), 0.1).matrix().rows()).isEqualTo(38);
    assertThatThrownBy(() -> rows.training(OptionalInt.of(2)).matrix())
        .hasMessageContaining(last.file());
  }

  @Test
  void noRowsAreNoSet(TestPipeline pipeline) {
    var training =
        pipeline
            .apply(Create.empty(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of())))
            .apply(SpoolTraining.to(temporary.toString()));

    PAssert.that(training).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void saysWhenTheFilesAreGone() {
    var fold = List.of(new SpoolPart.ClassCounts(10, 4));
    var part = new SpoolPart(temporary + "/gone", 0, 9, fold, DataFingerprint.EMPTY);
    var rows = SpooledRows.of(TrainingSet.of(List.of(part)), Examples.fits(COLUMNS, 4));

    assertThatThrownBy(() -> rows.training(OptionalInt.empty()).matrix())
        .hasMessageContaining("/gone; keep the temporary location until the run has ended.");
  }

  @Test
  void saysWhatIsWrongWithTheRows() {
    var missing = ROWS.numeric("default").values().clone();
    missing[3] = Double.NaN;

    assertThatThrownBy(
            () ->
                spool(
                    TestPipeline.create(),
                    List.of(ROWS.with(ColumnSchema.label("default"), NumericColumn.of(missing))),
                    1))
        .hasStackTraceContaining("Column 'default' of a training row holds nothing");
    assertThatThrownBy(() -> spool(TestPipeline.create(), List.of(ROWS, ROWS), 1))
        .hasStackTraceContaining("occurs twice among the training rows");
    assertThatThrownBy(
            () ->
                spool(
                    TestPipeline.create(), List.of(ROWS.without(List.of(Folds.COLUMN.name()))), 1))
        .hasStackTraceContaining("put them through SplitRecords first");
  }

  @Test
  void refusesFoldsThatCannotBeRanked() {
    var oneClass = new SpoolPart.ClassCounts(10, 0);
    var both = new SpoolPart.ClassCounts(10, 4);

    assertThatThrownBy(() -> set(both, oneClass).requireFolds())
        .hasMessage(
            "Fold 1 of 2 has 10 rows of which 0 are positive, so no ranking can be measured on it;"
                + " use fewer folds or more data.");
    assertThatThrownBy(() -> TrainingSet.of(List.of()).requireFolds())
        .hasMessage("There are no training rows; check the inputs and the split.");
    assertThatThrownBy(() -> set(both).requireFolds())
        .hasMessage("Cross-validation needs at least 2 folds; the training rows have 1.");
    set(both, both).requireFolds();
  }

  @Test
  void refusesAFoldWithoutRows() {
    var both = new SpoolPart.ClassCounts(10, 4);

    assertThatThrownBy(() -> set(both, both).with(new Folding.Grouped(3, "x")).requireFolds())
        .hasMessageStartingWith("Fold 2 of 3 has 0 rows of which 0 are positive");
  }

  @Test
  void ofFoldsByTimeThoseHeldOutAndWhatIsLearntFromNeedBothClasses() {
    var folding = new Folding.Forward(2);
    var good = new SpoolPart.ClassCounts(10, 0);
    var both = new SpoolPart.ClassCounts(10, 4);

    set(both, both, good, both).with(folding).requireFolds();
    assertThatThrownBy(() -> set(both, good, both, both).with(folding).requireFolds())
        .hasMessageStartingWith("Fold 1 of 2 has 10 rows of which 0 are positive");
    assertThatThrownBy(() -> set(both, both, good, good).with(folding).requireFolds())
        .hasMessage(
            "With fold 0 of 2 held out, 20 rows are learnt from, of which 0 are positive, so there"
                + " is nothing to tell apart; use fewer folds or more data.");
  }

  private static TrainingSet set(SpoolPart.ClassCounts... folds) {
    return TrainingSet.of(
        List.of(new SpoolPart("file", 0, 9, List.of(folds), DataFingerprint.EMPTY)));
  }

  private TrainingSet spool(TestPipeline pipeline, List<RecordBatch> batches, int buckets) {
    return spool(pipeline, batches, buckets, SpoolTraining.to(temporary.toString()));
  }

  private TrainingSet spool(
      TestPipeline pipeline, List<RecordBatch> batches, int buckets, SpoolTraining transform) {
    pipeline.enableAbandonedNodeEnforcement(false);
    var collected = Collected.<TrainingSet>create();
    pipeline
        .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
        .apply(BucketRecords.into(buckets))
        .apply(transform)
        .apply(collected.sink());
    pipeline.run().waitUntilFinish();
    return collected.only();
  }

  private static List<List<Float>> values(TrainingSet training) {
    return list(SpooledRows.of(training, Examples.fits(COLUMNS, 4)).training(OptionalInt.empty()));
  }

  private static List<List<Float>> sortedByHand() {
    return list(Examples.matrix(take(sortedRows(), row -> true), COLUMNS));
  }

  /** Numbers of the rows by the unsigned hash of their ids. */
  private static List<Integer> sortedRows() {
    var ids = ROWS.text("loan");
    return IntStream.range(0, ROWS.rows())
        .boxed()
        .sorted(
            (left, right) ->
                Long.compareUnsigned(
                    IdHash.of(ids.bytes(), ids.start(left), ids.end(left)),
                    IdHash.of(ids.bytes(), ids.start(right), ids.end(right))))
        .toList();
  }

  private static RecordBatch take(
      List<Integer> rows, java.util.function.Predicate<Integer> wanted) {
    return ROWS.take(rows.stream().filter(wanted).mapToInt(Integer::intValue).toArray());
  }

  private static List<List<Float>> list(LabelledRows labelled) {
    var matrix = labelled.matrix();
    var rows = new ArrayList<List<Float>>();
    FloatMatrix values = matrix.values();
    for (int row = 0; row < matrix.rows(); row++) {
      var cells = new ArrayList<>(List.of(matrix.labels()[row]));
      for (int column = 0; column < values.columns(); column++) {
        cells.add(values.get(row, column));
      }
      rows.add(cells);
    }
    return rows;
  }
}
