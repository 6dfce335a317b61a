package io.risknet.pipelines.freddiemac;

import io.risknet.pipelines.run.Tallies;
import io.risknet.transforms.cleaning.Duplicates;
import io.risknet.transforms.cleaning.SettleDuplicates;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.RejectCoder;
import io.risknet.transforms.records.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Joins loans with their outcomes, bucket by bucket: gives each loan its label {@code default} and
 * {@code undefaulted_progress}, which is known only later. Loans without performance rows and, by
 * the rule, immature ones are left out and counted.
 */
final class JoinOutcomes extends PTransform<KeyedPCollectionTuple<Integer>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Loans by bucket. */
  static final TupleTag<RecordBatch> LOANS = new TupleTag<>("loans") {};

  /** Their {@link MonthRuns} by bucket. */
  static final TupleTag<RecordBatch> RUNS = new TupleTag<>("runs") {};

  /** Labelled loans: one sorted batch a bucket. */
  static final TupleTag<KV<Integer, RecordBatch>> LABELLED = new TupleTag<>("labelled") {};

  /** Duplicate loans. */
  static final TupleTag<Reject> REJECTS = new TupleTag<>("rejects") {};

  /** How many loans were left out, by reason. */
  static final TupleTag<KV<String, Long>> TALLIES = new TupleTag<>("tallies") {};

  static final ColumnSchema DEFAULT = ColumnSchema.label("default");
  static final ColumnSchema PROGRESS =
      new ColumnSchema("undefaulted_progress", ColumnType.NUMERIC, ColumnRole.OUTCOME);

  private final LabelRule rule;
  private final Duplicates duplicates;

  JoinOutcomes(LabelRule rule, Duplicates duplicates) {
    this.rule = rule;
    this.duplicates = duplicates;
  }

  @Override
  public PCollectionTuple expand(KeyedPCollectionTuple<Integer> input) {
    PCollection<KV<Integer, CoGbkResult>> grouped = input.apply("Group", CoGroupByKey.create());
    var joined =
        grouped.apply(
            "Join",
            ParDo.of(new JoinFn(rule, duplicates))
                .withOutputTags(LABELLED, TupleTagList.of(REJECTS).and(TALLIES)));
    joined.get(LABELLED).setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()));
    joined.get(REJECTS).setCoder(RejectCoder.of());
    joined.get(TALLIES).setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
    return joined;
  }

  private static final class JoinFn
      extends DoFn<KV<Integer, CoGbkResult>, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    private final LabelRule rule;
    private final Duplicates duplicates;

    JoinFn(LabelRule rule, Duplicates duplicates) {
      this.rule = rule;
      this.duplicates = duplicates;
    }

    @ProcessElement
    public void process(@Element KV<Integer, CoGbkResult> bucket, MultiOutputReceiver outputs) {
      var loanBatches = bucket.getValue().getAll(LOANS);
      var runBatches = new ArrayList<RecordBatch>();
      bucket.getValue().getAll(RUNS).forEach(runBatches::add);
      if (!loanBatches.iterator().hasNext()) {
        return;
      }
      var settled = SettleDuplicates.settle(loanBatches, duplicates);
      settled.rejects().forEach(outputs.get(REJECTS)::output);
      var loans = settled.rows();
      var labelled = label(loans, runBatches, outputs.get(TALLIES));
      if (labelled.rows() > 0) {
        outputs.get(LABELLED).output(KV.of(bucket.getKey(), labelled));
      }
    }

    private RecordBatch label(
        RecordBatch loans, List<RecordBatch> runBatches, OutputReceiver<KV<String, Long>> tallies) {
      var index =
          runBatches.isEmpty()
              ? LoanIndex.empty()
              : LoanIndex.of(new MonthRuns(RecordBatch.concat(runBatches)));
      TextColumn ids = loans.text(loans.schema().nameOf(ColumnRole.ID));
      var kept = new int[loans.rows()];
      int count = 0;
      var labels = new double[loans.rows()];
      var progress = new double[loans.rows()];
      long unobserved = 0;
      long immature = 0;
      long immatureDefaults = 0;
      long duplicateMonths = 0;
      for (int row = 0; row < loans.rows(); row++) {
        var runs = index.runsOf(ids, row);
        if (runs.length == 0) {
          unobserved++;
          continue;
        }
        var outcome = LoanOutcome.of(index.runs(), runs, rule);
        duplicateMonths += outcome.duplicateMonths();
        if (!outcome.mature() && rule.immature() == LabelRule.Immature.EXCLUDE) {
          immature++;
          continue;
        }
        immatureDefaults += outcome.inDefault() && !outcome.elapsed() ? 1 : 0;
        labels[count] = outcome.inDefault() ? 1 : 0;
        progress[count] = outcome.undefaultedProgress();
        kept[count++] = row;
      }
      tallies.output(KV.of("withoutPerformance", unobserved));
      tallies.output(KV.of("immature", immature));
      tallies.output(KV.of("immatureDefaults", immatureDefaults));
      tallies.output(KV.of("duplicateMonths", duplicateMonths));
      tallies.output(KV.of(Tallies.LABELLED, (long) count));
      return loans
          .take(Arrays.copyOf(kept, count))
          .with(DEFAULT, NumericColumn.of(Arrays.copyOf(labels, count)))
          .with(PROGRESS, NumericColumn.of(Arrays.copyOf(progress, count)));
    }
  }
}
