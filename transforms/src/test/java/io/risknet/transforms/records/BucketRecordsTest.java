package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.BeamTest;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

@BeamTest
class BucketRecordsTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.id("id"), ColumnSchema.numeric("dti"));
  private static final int ROWS = 200_000;

  private static RecordBatch batch() {
    return RecordBatch.of(
        SCHEMA,
        TextColumn.of(IntStream.range(0, ROWS).mapToObj(i -> "loan" + i).toArray(String[]::new)),
        NumericColumn.of(IntStream.range(0, ROWS).asDoubleStream().toArray()));
  }

  @Test
  void everyRowGoesToTheBucketOfItsHashOnceInBatchesOfAMegabyteAtMost(TestPipeline pipeline) {
    var bucketed = pipeline.apply(Create.of(batch())).apply(BucketRecords.into(2));

    PAssert.that(bucketed)
        .satisfies(
            pieces -> {
              var seen = new HashSet<String>();
              for (var piece : pieces) {
                var ids = piece.getValue().text("id");
                assertThat(ids.size()).isBetween(1, (1 << 17) / 2);
                for (int row = 0; row < ids.size(); row++) {
                  assertThat(IdHash.bucket(ids.hash(row), 2)).isEqualTo(piece.getKey());
                  assertThat(seen.add(ids.text(row))).isTrue();
                }
              }
              assertThat(seen).hasSize(ROWS);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
