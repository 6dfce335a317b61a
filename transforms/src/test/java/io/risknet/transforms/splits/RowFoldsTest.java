package io.risknet.transforms.splits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

/** Folds by group and by time; those by class are in {@link SplitRecordsTest}. */
@BeamTest
class RowFoldsTest {
  private static final int ROWS = 2000;
  private static final int MONTHS = 8;
  private static final int JAN = MonthColumn.number(YearMonth.of(2009, 1));
  private static final SplitRule BY_TIME =
      SplitRule.ByTime.of("first_payment", new SplitRule.Shares(0.6, 0.2, 0.2))
          .withValidationFrom(YearMonth.of(2009, 7))
          .withTestFrom(YearMonth.of(2009, 8));
  private static final Folding GROUPED = new Folding.Grouped(5, "predecessor");

  private static String id(int i) {
    return "loan" + i;
  }

  /** The month of a row, from 0; those before 6 are training rows. */
  private static int month(int i) {
    return i % MONTHS;
  }

  /** A quarter of the loans replace the one before them, which is a training row as they are. */
  private static String predecessor(int i) {
    return i % 4 == 1 ? id(i - 1) : "";
  }

  private static RecordBatch rows(ColumnType groupType) {
    var ids = IntStream.range(0, ROWS).mapToObj(RowFoldsTest::id).toArray(String[]::new);
    var groups = IntStream.range(0, ROWS).mapToObj(RowFoldsTest::predecessor);
    var predecessors = groups.toArray(String[]::new);
    return RecordBatch.of(
        TableSchema.of(
            ColumnSchema.id("id"),
            new ColumnSchema("predecessor", groupType, ColumnRole.BOOKKEEPING),
            ColumnSchema.month("first_payment"),
            ColumnSchema.label("bad")),
        TextColumn.of(ids),
        groupType == ColumnType.TEXT
            ? TextColumn.of(predecessors)
            : CategoricalColumn.of(predecessors),
        MonthColumn.of(IntStream.range(0, ROWS).map(i -> JAN + month(i)).toArray()),
        NumericColumn.of(IntStream.range(0, ROWS).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray()));
  }

  /** The fold of each training row, whose batches come out of these buckets. */
  private static Map<String, Integer> folds(
      TestPipeline pipeline, List<RecordBatch> batches, int buckets, Folding folding) {
    pipeline.enableAbandonedNodeEnforcement(false);
    var train = Collected.<KV<Integer, RecordBatch>>create();
    pipeline
        .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
        .apply(BucketRecords.into(buckets))
        .apply(SplitRecords.by(BY_TIME, folding))
        .get(SplitRecords.TRAIN)
        .apply(train.sink());
    pipeline.run().waitUntilFinish();
    var folds = new TreeMap<String, Integer>();
    for (var element : train.all()) {
      var batch = element.getValue();
      for (int row = 0; row < batch.rows(); row++) {
        folds.put(batch.text("id").text(row), Folds.of(batch, row));
      }
    }
    return folds;
  }

  /** The same rows in another order, in some batches. */
  private static List<RecordBatch> shuffled(RecordBatch rows, int batches) {
    var order = new ArrayList<>(IntStream.range(0, rows.rows()).boxed().toList());
    Collections.shuffle(order, new Random(3));
    return IntStream.range(0, batches)
        .mapToObj(
            batch ->
                rows.take(
                    IntStream.range(0, order.size())
                        .filter(i -> i % batches == batch)
                        .map(order::get)
                        .toArray()))
        .toList();
  }

  @Test
  void aRowIsInTheFoldOfItsPredecessorOrOfItsOwnId(TestPipeline pipeline) {
    var folds = folds(pipeline, List.of(rows(ColumnType.TEXT)), 1, GROUPED);

    // By another implementation of MurmurHash3 and SplitMix64: loan0 4, loan2 4, loan3 4, loan4 0,
    // loan8 0, loan10 4, loan11 0; loan1, loan5 and loan9 name the one before them.
    assertThat(folds)
        .hasSize(1500)
        .containsEntry("loan0", 4)
        .containsEntry("loan1", 4)
        .containsEntry("loan2", 4)
        .containsEntry("loan3", 4)
        .containsEntry("loan4", 0)
        .containsEntry("loan5", 0)
        .containsEntry("loan8", 0)
        .containsEntry("loan9", 0)
        .containsEntry("loan10", 4)
        .containsEntry("loan11", 0);
  }

  @Test
  void predecessorsAndSuccessorsShareAFoldWhateverBucketsOrderAndType(TestPipeline pipeline) {
    var one = folds(pipeline, List.of(rows(ColumnType.TEXT)), 1, GROUPED);
    var categories = shuffled(rows(ColumnType.CATEGORICAL), 9);
    var many = folds(TestPipeline.create(), categories, 13, GROUPED);

    assertThat(many).isEqualTo(one);
    for (int i = 0; i < ROWS; i++) {
      if (!predecessor(i).isEmpty()) {
        assertThat(one.get(id(i))).isEqualTo(one.get(predecessor(i)));
      }
    }
  }

  @Test
  void foldsByGroupAreAboutEqualInSize(TestPipeline pipeline) {
    var folds = folds(pipeline, List.of(rows(ColumnType.TEXT)), 3, GROUPED);

    for (int fold = 0; fold < 5; fold++) {
      assertThat(Collections.frequency(folds.values(), fold)).isBetween(250, 350);
    }
  }

  @Test
  void foldsByTimeFollowTheMonthsWhateverBucketsAndOrder(TestPipeline pipeline) {
    var rows = rows(ColumnType.TEXT);
    var folding = new Folding.Forward(2);
    // 250 rows a month: of 375, 750 and 1125 the first and the last lie between two month ends,
    // and the earlier one is taken. The first two blocks, which are only learnt from, are 2 and 3.
    int[] foldOfMonth = {2, 3, 3, 0, 1, 1};
    var expected = new TreeMap<String, Integer>();
    for (int i = 0; i < ROWS; i++) {
      if (month(i) < foldOfMonth.length) {
        expected.put(id(i), foldOfMonth[month(i)]);
      }
    }

    assertThat(folds(pipeline, List.of(rows), 1, folding)).isEqualTo(expected);
    assertThat(folds(TestPipeline.create(), shuffled(rows, 9), 13, folding)).isEqualTo(expected);
  }

  @Test
  void refusesAGroupThatIsNoText() {
    var rows = List.of(rows(ColumnType.TEXT));

    assertThatThrownBy(
            () -> folds(TestPipeline.create(), rows, 1, new Folding.Grouped(5, "first_payment")))
        .hasStackTraceContaining(
            "Folds can't be grouped by column 'first_payment', which is MONTH; take a column of"
                + " categories or texts.");
  }

  @Test
  void refusesFoldsByTimeWhereTheSplitIsNot() {
    var byHash = new SplitRule.ByHash(new SplitRule.Shares(0.6, 0.2, 0.2), 1);

    assertThatThrownBy(() -> SplitRecords.by(byHash, new Folding.Forward(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Folds by time need a split by a month column; split by one, or choose other folds.");
    assertThatThrownBy(() -> SplitRecords.by(BY_TIME, new Folding.Forward(1)))
        .hasMessage("Cross-validation needs at least 2 folds, not 1.");
  }
}
