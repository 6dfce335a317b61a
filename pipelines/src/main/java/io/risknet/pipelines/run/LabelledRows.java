package io.risknet.pipelines.run;

import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/** What a source of labelled rows puts out. */
public final class LabelledRows {
  /** One batch a hash bucket, sorted, without duplicates, with a label of 0 or 1 in every row. */
  public static final TupleTag<KV<Integer, RecordBatch>> ROWS = new TupleTag<>("rows") {};

  /** Lines and rows that were left out, with the lines of their files. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>("rejects") {};

  /** {@link Tallies}. */
  public static final TupleTag<KV<String, Long>> TALLIES = new TupleTag<>("tallies") {};

  private static final long BUCKET_BYTES = 32L << 20;
  private static final int MIN_BUCKETS = 4;
  private static final int MAX_BUCKETS = 1 << 13;

  private LabelledRows() {}

  /** Writes what was left out, and fails as {@link CheckRejects} does; else sums the tallies up. */
  public static PCollection<Map<String, Long>> check(
      PCollectionTuple labelled, double maxRejectFraction, OutputDirectory output) {
    return labelled
        .get(TALLIES)
        .apply(
            "CheckRejects",
            CheckRejects.above(maxRejectFraction)
                .withLabels()
                .writing(labelled.get(REJECTS), output));
  }

  /** So many hash buckets that one bucket of a table of this size is small beside the memory. */
  public static int buckets(long tableBytes) {
    return (int) Math.min(MAX_BUCKETS, Math.max(MIN_BUCKETS, tableBytes / BUCKET_BYTES));
  }
}
