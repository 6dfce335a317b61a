package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.testing.BeamTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class LabelledTableTest {
  private static final String POSITIVE = "{type: label, missing: [\"?\"], positive: [bad, worse]}";

  @TempDir Path directory;

  private PCollectionTuple rows(
      TestPipeline pipeline, String label, String duplicates, String... lines) throws IOException {
    var file = Files.writeString(directory.resolve("table.csv"), String.join("\n", lines) + "\n");
    var spec =
        Specs.parse(
            "test",
            """
            name: test
            table:
              delimiter: ","
              header: true
              duplicates: %s
              columns:
                loan: {type: id}
                dti: {type: numeric, min: 0}
                outcome: %s
            split: {train: 0.6, validation: 0.2, test: 0.2}
            features: {encode: [numeric: dti]}
            """
                .formatted(duplicates, label));
    return pipeline.apply(new LabelledTable(spec.table(), file.toString(), 16, 1 << 20));
  }

  /** Loan to dti and label. */
  private static void assertRows(PCollectionTuple labelled, Map<String, String> expected) {
    PAssert.that(labelled.get(LabelledRows.ROWS))
        .satisfies(
            buckets -> {
              var rows = new TreeMap<String, String>();
              for (KV<Integer, RecordBatch> bucket : buckets) {
                var batch = bucket.getValue();
                for (int row = 0; row < batch.rows(); row++) {
                  var dti = batch.numeric("dti").text(row);
                  rows.put(
                      batch.text("loan").text(row), dti + " " + batch.numeric("outcome").text(row));
                }
              }
              assertThat(rows).isEqualTo(expected);
              return null;
            });
  }

  private static void assertTallies(PCollectionTuple labelled, Map<String, Long> expected) {
    PAssert.that(labelled.get(LabelledRows.TALLIES))
        .satisfies(
            tallies -> {
              var sums = new TreeMap<String, Long>();
              for (var tally : tallies) {
                // Without the name that the table has in tallies.
                var name = tally.getKey().replaceFirst("\\w+\\.", "");
                sums.merge(name, tally.getValue(), Long::sum);
              }
              assertThat(sums).isEqualTo(expected);
              return null;
            });
  }

  private static void assertRejects(PCollectionTuple labelled, String... expected) {
    PAssert.that(labelled.get(LabelledRows.REJECTS))
        .satisfies(
            rejects -> {
              var complaints = new ArrayList<String>();
              for (Reject reject : rejects) {
                complaints.add(reject.line() + " " + reject.column() + ": " + reject.reason());
              }
              assertThat(complaints).containsExactlyInAnyOrder(expected);
              return null;
            });
  }

  @Test
  void positiveValuesAreOneAndAllOthersZero(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(pipeline, POSITIVE, "first", "loan,dti,outcome", "a,1,bad", "b,2,worse", "c,3,fine");

    assertRows(labelled, Map.of("a", "1 1", "b", "2 1", "c", "3 0"));
    assertTallies(labelled, Map.of("lines", 3L, "rejected", 0L, "labelled", 3L, "unlabelled", 0L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void rowsWithoutALabelAreLeftOutAndCounted(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(pipeline, POSITIVE, "first", "loan,dti,outcome", "a,1,bad", "b,2,", "c,3,?");

    assertRows(labelled, Map.of("a", "1 1"));
    assertTallies(labelled, Map.of("lines", 3L, "rejected", 0L, "labelled", 1L, "unlabelled", 2L));
    assertRejects(labelled);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aLabelOfNumbersIsZeroOneOrMissing(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(
            pipeline,
            "{type: label}",
            "first",
            "loan,dti,outcome",
            "a,1,1",
            "b,2,0",
            "c,3,",
            "d,4,2");

    assertRows(labelled, Map.of("a", "1 1", "b", "2 0"));
    assertRejects(labelled, "5 outcome: 2 is not among the allowed values");
    assertTallies(labelled, Map.of("lines", 4L, "rejected", 1L, "labelled", 2L, "unlabelled", 1L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void columnsAreFoundByTheHeaderInAnyOrder(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(pipeline, POSITIVE, "first", "outcome,more,dti,loan", "bad,x,7,a", "fine,y,8,b");

    assertRows(labelled, Map.of("a", "7 1", "b", "8 0"));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theFirstOfDuplicatesIsKeptAndTheOthersNameTheirLine(TestPipeline pipeline)
      throws IOException {
    var labelled =
        rows(
            pipeline,
            POSITIVE,
            "first",
            "loan,dti,outcome",
            "a,1,bad",
            "b,2,bad",
            "a,3,fine",
            ",4,fine");

    assertRows(labelled, Map.of("a", "1 1", "b", "2 1"));
    assertRejects(labelled, "4 loan: another row has the same id", "5 loan: the id is missing");
    assertTallies(labelled, Map.of("lines", 4L, "rejected", 2L, "labelled", 2L, "unlabelled", 0L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void whichOfDuplicatesIsKeptDoesNotHangOnTheLabel(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(pipeline, POSITIVE, "first", "loan,dti,outcome", "a,1,?", "b,2,bad", "a,3,fine");

    assertRows(labelled, Map.of("b", "2 1"));
    assertRejects(labelled, "4 loan: another row has the same id");
    assertTallies(labelled, Map.of("lines", 3L, "rejected", 1L, "labelled", 1L, "unlabelled", 1L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theLastOfDuplicatesIsKeptWhenAskedFor(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(pipeline, POSITIVE, "last", "loan,dti,outcome", "a,1,bad", "b,2,bad", "a,3,fine");

    assertRows(labelled, Map.of("a", "3 0", "b", "2 1"));
    assertRejects(labelled, "2 loan: another row has the same id");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noneOfDuplicatesIsKeptWhenAskedFor(TestPipeline pipeline) throws IOException {
    var labelled =
        rows(pipeline, POSITIVE, "reject", "loan,dti,outcome", "a,1,bad", "b,2,bad", "a,3,fine");

    assertRows(labelled, Map.of("b", "2 1"));
    assertRejects(
        labelled, "2 loan: another row has the same id", "4 loan: another row has the same id");
    pipeline.run().waitUntilFinish();
  }
}
