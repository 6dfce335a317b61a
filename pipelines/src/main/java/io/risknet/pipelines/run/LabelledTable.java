package io.risknet.pipelines.run;

import io.risknet.pipelines.spec.ColumnSpec;
import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.cleaning.SettleDuplicates;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumberLines;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** The rows of one table that holds its own label. Puts out {@link LabelledRows}. */
public final class LabelledTable extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1;
  private static final String NAME = "input";
  private static final TupleTag<KV<Integer, RecordBatch>> WITH_LABEL =
      new TupleTag<>("withLabel") {};
  private static final TupleTag<KV<String, Long>> TALLIES = new TupleTag<>("tallies") {};

  private final TableSpec table;
  private final TableReading reading;
  private final String glob;
  private final int buckets;
  private final long rangeBytes;

  /**
   * The rows of some files.
   *
   * @param table what the table looks like
   * @param glob its files
   * @param buckets number of hash buckets
   * @param rangeBytes size of the ranges that files are read in
   */
  public LabelledTable(TableSpec table, String glob, int buckets, long rangeBytes) {
    this(table, TableReading.of(table), glob, buckets, rangeBytes);
  }

  private LabelledTable(
      TableSpec table, TableReading reading, String glob, int buckets, long rangeBytes) {
    this.table = table;
    this.reading = reading;
    this.glob = glob;
    this.buckets = buckets;
    this.rangeBytes = rangeBytes;
  }

  /** The same rows, read in another way than the table's spec says. */
  public LabelledTable withReading(TableReading newReading) {
    return new LabelledTable(table, newReading, glob, buckets, rangeBytes);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    var read = begin.apply("ReadTable", ReadTable.of(NAME, reading, glob, rangeBytes));
    // Duplicates first: which of two rows counts must not hang on their labels.
    var settled =
        read.batches()
            .apply("Bucket", BucketRecords.into(buckets))
            .apply("Settle", SettleDuplicates.keeping(table.duplicatePolicy()));
    var duplicates = settled.get(SettleDuplicates.REJECTS);
    var labelled =
        settled
            .get(SettleDuplicates.ROWS)
            .apply(
                "Label",
                ParDo.of(new LabelFn(positiveValues()))
                    .withOutputTags(WITH_LABEL, TupleTagList.of(TALLIES)));
    labelled.get(WITH_LABEL).setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()));
    labelled.get(TALLIES).setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
    return PCollectionTuple.of(LabelledRows.ROWS, labelled.get(WITH_LABEL))
        .and(
            LabelledRows.REJECTS,
            PCollectionList.of(read.rejects())
                .and(duplicates)
                .apply("Rejects", Flatten.pCollections())
                .apply("NumberLines", NumberLines.of(read.ranges())))
        .and(
            LabelledRows.TALLIES,
            PCollectionList.of(read.tallies())
                .and(duplicates.apply("Duplicates", Tallies.ofRejects(NAME)))
                .and(labelled.get(TALLIES))
                .apply("Tallies", Flatten.pCollections()));
  }

  private List<String> positiveValues() {
    return table.columns().values().stream()
        .filter(column -> column.type() == ColumnSpec.Kind.LABEL)
        .findFirst()
        .map(ColumnSpec::positive)
        .orElseThrow();
  }

  /** Makes the label a number, and leaves rows without one out. */
  private static final class LabelFn
      extends DoFn<KV<Integer, RecordBatch>, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    private final List<String> positive;

    LabelFn(List<String> positive) {
      this.positive = positive;
    }

    @ProcessElement
    public void process(@Element KV<Integer, RecordBatch> bucket, MultiOutputReceiver outputs) {
      var batch = bucket.getValue();
      var name = batch.schema().nameOf(ColumnRole.LABEL);
      var label = number(batch.column(name));
      int[] known = IntStream.range(0, batch.rows()).filter(row -> !label.isMissing(row)).toArray();
      outputs.get(TALLIES).output(KV.of(Tallies.LABELLED, (long) known.length));
      outputs.get(TALLIES).output(KV.of("unlabelled", (long) batch.rows() - known.length));
      if (known.length > 0) {
        outputs
            .get(WITH_LABEL)
            .output(
                KV.of(bucket.getKey(), batch.with(ColumnSchema.label(name), label).take(known)));
      }
    }

    private NumericColumn number(Column label) {
      if (label instanceof CategoricalColumn categories) {
        return NumericColumn.of(
            IntStream.range(0, categories.size())
                .mapToDouble(
                    row ->
                        categories.isMissing(row)
                            ? Double.NaN
                            : positive.contains(categories.text(row)) ? 1 : 0)
                .toArray());
      }
      return (NumericColumn) label;
    }
  }
}
