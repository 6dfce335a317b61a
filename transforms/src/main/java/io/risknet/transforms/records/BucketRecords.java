package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import java.util.HashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
    private transient ListMultimap<Integer, RecordBatch> held;
    private transient int rowsHeld;

    BucketFn(int buckets) {
      this.buckets = buckets;
    }

    @StartBundle
    public void start() {
      held = MultimapBuilder.treeKeys().arrayListValues().build();
      rowsHeld = 0;
    }

    @ProcessElement
    public void process(
        @Element RecordBatch batch, OutputReceiver<KV<Integer, RecordBatch>> output) {
      var ids = batch.text(batch.schema().nameOf(ColumnRole.ID));
      var rows = new HashMap<Integer, IntStream.Builder>();
      for (int row = 0; row < batch.rows(); row++) {
        rows.computeIfAbsent(IdHash.bucket(ids.hash(row), buckets), bucket -> IntStream.builder())
            .add(row);
      }
      rows.forEach((bucket, some) -> held.put(bucket, batch.take(some.build().toArray())));
      rowsHeld += batch.rows();
      if (rowsHeld >= MAX_ROWS_HELD) {
        release(output::output);
      }
    }

    private void release(Consumer<KV<Integer, RecordBatch>> output) {
      Multimaps.asMap(held)
          .forEach(
              (bucket, batches) ->
                  RecordBatch.concat(batches)
                      .pieces()
                      .forEach(piece -> output.accept(KV.of(bucket, piece))));
      held.clear();
      rowsHeld = 0;
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      release(
          batch -> context.output(batch, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }
  }
}
