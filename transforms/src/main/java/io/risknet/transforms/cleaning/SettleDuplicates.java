package io.risknet.transforms.cleaning;

import com.google.common.collect.Lists;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdOrder;
import io.risknet.transforms.records.Origin;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.RejectCoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Gathers the rows of each hash bucket into one batch, without duplicate ids, sorted by the hash of
 * the id and then the id. What is first or last among duplicates goes by file and line where the
 * rows know them ({@link Origin}), else by their values: never by the order in which they arrive.
 *
 * <pre>{@code
 * var settled = batches.apply(BucketRecords.into(64)).apply(SettleDuplicates.keeping(Duplicates.FIRST));
 * }</pre>
 */
public final class SettleDuplicates
    extends PTransform<PCollection<KV<Integer, RecordBatch>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;
  private static final String STAGE = "duplicates";

  /** How many rejects of a bucket are put out. */
  private static final int KEPT = 1_000;

  /** One batch a bucket that has rows left; the columns of {@link Origin} are gone. */
  public static final TupleTag<KV<Integer, RecordBatch>> ROWS = new TupleTag<>("rows") {};

  /** The rows that were left out: the first thousand of a bucket, the last of which counts more. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>("rejects") {};

  private final Duplicates policy;

  private SettleDuplicates(Duplicates policy) {
    this.policy = policy;
  }

  /** Keeps one row an id, or none. */
  public static SettleDuplicates keeping(Duplicates policy) {
    return new SettleDuplicates(policy);
  }

  /**
   * The rows of one bucket.
   *
   * @param rows without duplicates, sorted
   * @param rejects the rest: the first thousand, the last of which stands for more
   */
  public record Settled(RecordBatch rows, List<Reject> rejects) {}

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, RecordBatch>> input) {
    var settled =
        input
            .apply("Group", GroupByKey.create())
            .apply(
                "Settle",
                ParDo.of(new SettleFn(policy)).withOutputTags(ROWS, TupleTagList.of(REJECTS)));
    settled.get(ROWS).setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()));
    settled.get(REJECTS).setCoder(RejectCoder.of());
    return settled;
  }

  /** Settles the rows of one bucket, which has at least one batch. */
  public static Settled settle(Iterable<RecordBatch> batches, Duplicates policy) {
    var all = RecordBatch.concat(Lists.newArrayList(batches));
    var idColumn = all.schema().nameOf(ColumnRole.ID);
    var ids = all.text(idColumn);
    var order = IdOrder.of(ids, Origin.isKnown(all.schema()) ? byOrigin(all) : byValues(all));
    var kept = IntStream.builder();
    var rejects = new ArrayList<Reject>();
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && ids.compare(order[from], ids, order[to]) == 0) {
        to++;
      }
      keep(Arrays.copyOfRange(order, from, to), policy, all, idColumn, kept, rejects);
      from = to;
    }
    var rows = all.take(kept.build().toArray());
    return new Settled(
        rows.without(List.of(Origin.FILE.name(), Origin.POSITION.name())),
        Reject.first(KEPT, rejects));
  }

  private static void keep(
      int[] sameId,
      Duplicates policy,
      RecordBatch all,
      String idColumn,
      IntStream.Builder kept,
      List<Reject> rejects) {
    boolean missing = all.column(idColumn).isMissing(sameId[0]);
    int keeper =
        switch (policy) {
          case FIRST -> 0;
          case LAST -> sameId.length - 1;
          case REJECT -> sameId.length == 1 ? 0 : -1;
        };
    for (int i = 0; i < sameId.length; i++) {
      int row = sameId[i];
      if (i == keeper && !missing) {
        kept.add(row);
      } else {
        rejects.add(
            Origin.reject(
                all,
                row,
                STAGE,
                idColumn,
                missing ? "the id is missing" : "another row has the same id",
                all.column(idColumn).text(row)));
      }
    }
  }

  private static Comparator<Integer> byOrigin(RecordBatch all) {
    var files = all.categorical(Origin.FILE.name());
    var positions = all.numeric(Origin.POSITION.name());
    return Comparator.<Integer, String>comparing(files::text).thenComparingDouble(positions::get);
  }

  private static Comparator<Integer> byValues(RecordBatch all) {
    return all.columns().stream()
        .<Comparator<Integer>>map(column -> Comparator.comparing(column::text))
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  private static final class SettleFn
      extends DoFn<KV<Integer, Iterable<RecordBatch>>, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    private final Duplicates policy;

    SettleFn(Duplicates policy) {
      this.policy = policy;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<RecordBatch>> bucket, MultiOutputReceiver outputs) {
      var settled = settle(bucket.getValue(), policy);
      if (settled.rows().rows() > 0) {
        outputs.get(ROWS).output(KV.of(bucket.getKey(), settled.rows()));
      }
      settled.rejects().forEach(outputs.get(REJECTS)::output);
    }
  }
}
