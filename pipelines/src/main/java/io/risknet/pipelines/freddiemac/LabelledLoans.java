package io.risknet.pipelines.freddiemac;

import io.risknet.pipelines.run.LabelledRows;
import io.risknet.pipelines.run.ReadTable;
import io.risknet.pipelines.run.TableReading;
import io.risknet.pipelines.run.Tallies;
import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.cleaning.Duplicates;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.NumberLines;
import io.risknet.transforms.records.ReadDelimited;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Freddie Mac's loans with their label: origination and performance files, read, cleaned and
 * joined. Puts out {@link LabelledRows}.
 */
public final class LabelledLoans extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1;
  private static final String LOANS_TABLE = "loans";
  private static final String PERFORMANCE_TABLE = "performance";

  private final TableReading reading;
  private final Duplicates duplicates;
  private final LabelRule rule;
  private final String loans;
  private final String performance;
  private final int buckets;
  private final long loanRangeBytes;
  private final long monthRangeBytes;

  /**
   * The loans of some files.
   *
   * @param table the origination table
   * @param rule what a default is
   * @param loans glob of the origination files
   * @param performance glob of the performance files
   * @param buckets number of hash buckets
   * @param loanRangeBytes size of the ranges that origination files are read in
   * @param monthRangeBytes size of the ranges that performance files are read in
   */
  public LabelledLoans(
      TableSpec table,
      LabelRule rule,
      String loans,
      String performance,
      int buckets,
      long loanRangeBytes,
      long monthRangeBytes) {
    this(
        TableReading.of(table),
        table.duplicatePolicy(),
        rule,
        loans,
        performance,
        buckets,
        loanRangeBytes,
        monthRangeBytes);
  }

  private LabelledLoans(
      TableReading reading,
      Duplicates duplicates,
      LabelRule rule,
      String loans,
      String performance,
      int buckets,
      long loanRangeBytes,
      long monthRangeBytes) {
    this.reading = reading;
    this.duplicates = duplicates;
    this.rule = rule;
    this.loans = loans;
    this.performance = performance;
    this.buckets = buckets;
    this.loanRangeBytes = loanRangeBytes;
    this.monthRangeBytes = monthRangeBytes;
  }

  /** The same loans, their table read in another way than its spec says. */
  public LabelledLoans withReading(TableReading newReading) {
    return new LabelledLoans(
        newReading, duplicates, rule, loans, performance, buckets, loanRangeBytes, monthRangeBytes);
  }

  /** The columns of labelled loans. */
  public static TableSchema schema(TableSchema origination) {
    return origination.with(JoinOutcomes.DEFAULT).with(JoinOutcomes.PROGRESS);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    var origination =
        begin.apply("ReadLoans", ReadTable.of(LOANS_TABLE, reading, loans, loanRangeBytes));
    var months =
        begin.apply("PerformanceFiles", Create.of(performance)).apply("ReduceMonths", reduce());
    var joined =
        KeyedPCollectionTuple.of(
                JoinOutcomes.LOANS,
                origination.batches().apply("BucketLoans", BucketRecords.into(buckets)))
            .and(JoinOutcomes.RUNS, months.output())
            .apply("JoinOutcomes", new JoinOutcomes(rule, duplicates));
    var rejected = joined.get(JoinOutcomes.REJECTS);
    var ranges =
        PCollectionList.of(origination.ranges())
            .and(months.ranges())
            .apply("Ranges", Flatten.pCollections());
    return PCollectionTuple.of(LabelledRows.ROWS, joined.get(JoinOutcomes.LABELLED))
        .and(
            LabelledRows.REJECTS,
            PCollectionList.of(origination.rejects())
                .and(rejected)
                .and(months.rejects())
                .apply("Rejects", Flatten.pCollections())
                .apply("NumberLines", NumberLines.of(ranges)))
        .and(
            LabelledRows.TALLIES,
            PCollectionList.of(origination.tallies())
                .and(rejected.apply("Duplicates", Tallies.ofRejects(LOANS_TABLE)))
                .and(months.ranges().apply("Months", Tallies.ofRanges(PERFORMANCE_TABLE)))
                .and(joined.get(JoinOutcomes.TALLIES))
                .apply("Tallies", Flatten.pCollections()));
  }

  private ReadDelimited<KV<Integer, RecordBatch>> reduce() {
    return ReadDelimited.reducing(
            PerformanceFile.format(),
            ReduceMonths.COLUMNS,
            new ReduceMonths(rule, buckets),
            KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()))
        .withRangeBytes(monthRangeBytes);
  }
}
