package io.risknet.transforms.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.cleaning.SettleDuplicates.Settled;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.Origin;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.testing.BeamTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

@BeamTest
class SettleDuplicatesTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.categorical("state"),
          ColumnSchema.categorical("county"));

  private static RecordBatch row(String loan, double dti, String state, String county) {
    return RecordBatch.of(
        SCHEMA,
        TextColumn.of(loan),
        NumericColumn.of(dti),
        CategoricalColumn.of(state),
        CategoricalColumn.of(county));
  }

  private static RecordBatch row(String loan, double dti) {
    return row(loan, dti, "CA", "Kern");
  }

  private static RecordBatch from(String file, int range, long line, RecordBatch row) {
    return row.with(Origin.FILE, CategoricalColumn.of(file))
        .with(Origin.POSITION, NumericColumn.of(Origin.position(range, line)));
  }

  /** The loan "twice" in two files and two ranges of one of them, latest first. */
  private static List<RecordBatch> twice() {
    return List.of(
        from("b.txt", 0, 1, row("twice", 4)),
        from("a.txt", 1, 1, row("twice", 3)),
        from("a.txt", 0, 12, row("twice", 2)),
        from("a.txt", 0, 9, row("twice", 1)),
        from("b.txt", 0, 2, row("once", 5)));
  }

  private static double dtiOf(RecordBatch rows, String loan) {
    return IntStream.range(0, rows.rows())
        .filter(row -> rows.text("loan").text(row).equals(loan))
        .mapToDouble(rows.numeric("dti")::get)
        .reduce((one, other) -> Double.NaN)
        .orElse(-1);
  }

  /** The values row by row: how a batch codes its categories does depend on the order. */
  private static List<List<String>> texts(RecordBatch rows) {
    return IntStream.range(0, rows.rows())
        .mapToObj(row -> rows.columns().stream().map(column -> column.text(row)).toList())
        .toList();
  }

  private static List<RecordBatch> shuffled(List<RecordBatch> rows, int seed) {
    var shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  @Test
  void theFirstIsThatOfTheLowestFileAndLine() {
    var settled = SettleDuplicates.settle(twice(), Duplicates.FIRST);

    assertThat(dtiOf(settled.rows(), "twice")).isEqualTo(1);
    assertThat(dtiOf(settled.rows(), "once")).isEqualTo(5);
    assertThat(settled.rejects())
        .contains(
            new Reject(
                "duplicates", "a.txt", 0, 12, "loan", "another row has the same id", "twice"))
        .extracting(reject -> reject.file() + " " + reject.range() + " " + reject.line())
        .containsExactlyInAnyOrder("a.txt 0 12", "a.txt 1 1", "b.txt 0 1");
  }

  @Test
  void theLastIsThatOfTheHighestFileAndLine() {
    var settled = SettleDuplicates.settle(twice(), Duplicates.LAST);

    assertThat(dtiOf(settled.rows(), "twice")).isEqualTo(4);
    assertThat(settled.rejects()).hasSize(3);
  }

  @Test
  void allOfThemAreRejectedWhenAskedFor() {
    var settled = SettleDuplicates.settle(twice(), Duplicates.REJECT);

    assertThat(settled.rows().text("loan")).isEqualTo(TextColumn.of("once"));
    assertThat(settled.rejects()).hasSize(4);
  }

  @Test
  void theColumnsOfOriginAreGone() {
    assertThat(SettleDuplicates.settle(twice(), Duplicates.FIRST).rows().schema())
        .isEqualTo(SCHEMA);
  }

  @Test
  void withoutOriginValuesDecideWhateverTheOrderOfArrival() {
    var rows =
        List.of(
            row("twice", 7),
            row("twice", 41),
            row("twice", 41, "", "Kern"),
            // One text follows the other, and both rows would read the same in one line.
            row("comma", 1, "Kern, CA", "USA"),
            row("comma", 1, "Kern", "CA, USA"));

    for (var policy : Duplicates.values()) {
      var expected = texts(SettleDuplicates.settle(rows, policy).rows());
      for (int seed = 0; seed < 20; seed++) {
        var settled = SettleDuplicates.settle(shuffled(rows, seed), policy);
        assertThat(texts(settled.rows())).isEqualTo(expected);
        assertThat(settled.rejects()).hasSize(rows.size() - expected.size());
      }
    }
  }

  @Test
  void rowsWithoutAnIdAreRejected() {
    for (var policy : Duplicates.values()) {
      var settled =
          SettleDuplicates.settle(
              List.of(from("a.txt", 0, 3, row("", 1)), from("a.txt", 0, 4, row("b", 2))), policy);

      assertThat(settled.rows()).isEqualTo(row("b", 2));
      assertThat(settled.rejects())
          .containsExactly(
              new Reject("duplicates", "a.txt", 0, 3, "loan", "the id is missing", ""));
    }
  }

  @Test
  void rowsAreSortedByTheHashOfTheirIdWhateverTheOrderOfArrival() {
    var rows = IntStream.range(0, 50).mapToObj(i -> row("L" + i, i)).toList();
    Settled settled = SettleDuplicates.settle(shuffled(rows, 1), Duplicates.FIRST);

    assertThat(settled.rows())
        .isEqualTo(SettleDuplicates.settle(shuffled(rows, 2), Duplicates.FIRST).rows());
    var ids = settled.rows().text("loan");
    assertThat(IntStream.range(0, 50).mapToObj(ids::hash))
        .isSortedAccordingTo(Long::compareUnsigned);
  }

  @Test
  void settlesBucketByBucket(TestPipeline pipeline) {
    var settled =
        pipeline
            .apply(Create.of(twice()).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(16))
            .apply(SettleDuplicates.keeping(Duplicates.REJECT));

    PAssert.that(settled.get(SettleDuplicates.ROWS))
        .satisfies(
            buckets -> {
              // The bucket of "twice" has no row left, and is not put out.
              assertThat(StreamSupport.stream(buckets.spliterator(), false))
                  .singleElement()
                  .extracting(bucket -> bucket.getValue())
                  .isEqualTo(row("once", 5));
              return null;
            });
    PAssert.that(settled.get(SettleDuplicates.REJECTS))
        .satisfies(
            rejects -> {
              assertThat(rejects).hasSize(4).extracting(Reject::raw).containsOnly("twice");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
