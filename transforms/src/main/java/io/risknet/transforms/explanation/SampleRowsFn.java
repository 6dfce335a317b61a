package io.risknet.transforms.explanation;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.RecordBatch;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Lets about so many rows pass: those whose hash, another one than that of splits, is low. */
final class SampleRowsFn extends DoFn<RecordBatch, RecordBatch> {
  private static final long serialVersionUID = 1;

  /** A split by hash takes a range of the hash with its seed added, as a rule a small number. */
  private static final long APART = 0x5DEECE66DL << 24;

  private final int wanted;
  private final PCollectionView<Long> count;

  SampleRowsFn(int wanted, PCollectionView<Long> count) {
    this.wanted = wanted;
    this.count = count;
  }

  @ProcessElement
  public void sample(ProcessContext context) {
    var batch = context.element();
    double share = (double) wanted / context.sideInput(count);
    var ids = batch.text(batch.schema().nameOf(ColumnRole.ID));
    var taken =
        IntStream.range(0, batch.rows())
            .filter(row -> IdHash.uniform(ids.hash(row), APART) < share)
            .toArray();
    if (taken.length > 0) {
      context.output(taken.length == batch.rows() ? batch : batch.take(taken));
    }
  }
}
