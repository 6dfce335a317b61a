package io.risknet.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.DelimitedFormat;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.ReadDelimited;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line of a file and the same texts given one loan at a time mean the same. */
@BeamTest
class ScoreFileTest {
  private static final List<String> HEADER =
      List.of("loan", "dti", "score", "channel", "first_payment", "servicer");
  private static final List<String> LINES =
      List.of(
          "a,38,640.5,R,202401,ACME",
          "b, 38 ,+6405e-1, R ,2024-01,",
          "c,NA,,9,NA,",
          "d,999,9999,B,2024-01-31,ACME",
          "e,1e1,nan,T,,ACME",
          "f,66,700,R,202401,ACME",
          "g,,,,,");

  private static Map<String, String> loan(String line) {
    var fields = line.split(",", -1);
    var loan = new HashMap<String, String>();
    for (int i = 0; i < fields.length; i++) {
      loan.put(HEADER.get(i), fields[i]);
    }
    return loan;
  }

  @Test
  void aFileScoresAsItsLoansDoOneByOne(TestPipeline pipeline, @TempDir Path directory)
      throws Exception {
    var bundle = TestBundles.bundle();
    bundle.save(PathBundleStore.of(directory.resolve("model")));
    var file = directory.resolve("loans.csv");
    Files.writeString(file, String.join(",", HEADER) + "\n" + String.join("\n", LINES) + "\n");
    var schema = TestBundles.SCHEMA.without(List.of("default"));

    var scored =
        pipeline
            .apply(Create.of(file.toString()))
            .apply(ReadDelimited.batches(DelimitedFormat.csv().withMissing(List.of("NA")), schema))
            .output()
            .apply(ScoreRecords.from(directory.resolve("model").toString()));

    PAssert.that(scored.get(ScoreRecords.SCORES)).containsInAnyOrder(oneByOne(Scorer.of(bundle)));
    PAssert.that(scored.get(ScoreRecords.REJECTS))
        .satisfies(
            rejects -> {
              assertThat(rejects)
                  .singleElement()
                  .extracting(Reject::column, Reject::reason, Reject::raw, Reject::line)
                  .containsExactly("dti", "66 is above 65", "66", 7L);
              assertThat(rejects.iterator().next().file()).endsWith("loans.csv");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static RecordBatch oneByOne(Scorer scorer) {
    var lines = LINES.stream().filter(line -> !line.startsWith("f")).toList();
    return RecordBatch.of(
        TableSchema.of(ColumnSchema.id("loan"), ScoredBatch.PROBABILITY),
        TextColumn.of(lines.stream().map(line -> line.substring(0, 1)).toArray(String[]::new)),
        NumericColumn.of(lines.stream().mapToDouble(line -> scorer.score(loan(line))).toArray()));
  }
}
