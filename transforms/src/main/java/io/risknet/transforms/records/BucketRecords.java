package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Sorts rows into hash buckets of their id, so that a join or a grouping works bucket by bucket on
 * batches instead of row by row. Rows of a bundle are collected first: a bucket gets few large
 * batches rather than many small ones. For bounded input in the global window.
 *
 * <pre>{@code
 * PCollection<KV<Integer, RecordBatch>> bucketed = batches.apply(BucketRecords.into(64));
 * }</pre>
 */
public final class BucketRecords
    extends PTransform<PCollection<RecordBatch>, PCollection<KV<Integer, RecordBatch>>> {
  private static final long serialVersionUID = 1;

  private final int buckets;

  private BucketRecords(int buckets) {
    this.buckets = buckets;
  }

  /** Into this many buckets: so many that the rows of one fit into memory with ease. */
  public static BucketRecords into(int buckets) {
    checkArgument(buckets >= 1, "Rows need at least one bucket, not %s.", buckets);
    return new BucketRecords(buckets);
  }

  @Override
  public PCollection<KV<Integer, RecordBatch>> expand(PCollection<RecordBatch> input) {
    return input
        .apply("Bucket", ParDo.of(new BucketFn(buckets)))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()));
  }

  private static final class BucketFn extends DoFn<RecordBatch, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    private static final int MAX_ROWS_HELD = 1 << 18;

    private final int buckets;
    private transient Map<Integer, RecordBatchBuilder> builders;
    private transient int rowsHeld;

    BucketFn(int buckets) {
      this.buckets = buckets;
    }

    @StartBundle
    public void start() {
      builders = new HashMap<>();
      rowsHeld = 0;
    }

    @ProcessElement
    public void process(
        @Element RecordBatch batch, OutputReceiver<KV<Integer, RecordBatch>> output) {
      var ids = batch.text(batch.schema().nameOf(ColumnRole.ID));
      for (int row = 0; row < batch.rows(); row++) {
        builders
            .computeIfAbsent(
                IdHash.bucket(ids.hash(row), buckets),
                bucket -> RecordBatchBuilder.of(batch.schema(), 256))
            .addRow(batch, row);
      }
      rowsHeld += batch.rows();
      if (rowsHeld >= MAX_ROWS_HELD) {
        builders.forEach((bucket, builder) -> output.output(KV.of(bucket, builder.build())));
        builders.clear();
        rowsHeld = 0;
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      builders.forEach(
          (bucket, builder) ->
              context.output(
                  KV.of(bucket, builder.build()),
                  BoundedWindow.TIMESTAMP_MIN_VALUE,
                  GlobalWindow.INSTANCE));
      builders.clear();
    }
  }
}
