package io.risknet.transforms.splits;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

@BeamTest
class LeaveFoldOutTest {
  private static final TableSchema SCHEMA = TableSchema.of(ColumnSchema.id("loan"));

  private static RecordBatch rows(String id, int fold) {
    return Folds.assign(RecordBatch.of(SCHEMA, TextColumn.of(id)), NumericColumn.constant(fold, 1));
  }

  @Test
  void theRowsOfTheFoldGoAndLaterFoldsMoveUp(TestPipeline pipeline) {
    var parts =
        pipeline
            .apply(
                Create.of(
                        List.of(
                            KV.of(0, rows("a", 0)),
                            KV.of(0, rows("b", 1)),
                            KV.of(1, rows("c", 1)),
                            KV.of(1, rows("d", 2))))
                    .withCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of())))
            .apply(LeaveFoldOut.of(1));

    PAssert.that(parts.get(LeaveFoldOut.REST))
        .containsInAnyOrder(List.of(KV.of(0, rows("a", 0)), KV.of(1, rows("d", 1))));
    PAssert.that(parts.get(LeaveFoldOut.LEFT_OUT)).containsInAnyOrder(rows("b", 1), rows("c", 1));
    pipeline.run();
  }
}
