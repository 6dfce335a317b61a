package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads delimited text files, in parallel by byte ranges. Takes file names and patterns of any file
 * system that Beam knows, plain or gzip; a file that several patterns match is read once.
 *
 * <pre>{@code
 * var schema = TableSchema.of(ColumnSchema.id("loan"), ColumnSchema.numeric("dti"));
 * var read = pipeline
 *     .apply(Create.of("data/loans_*.csv"))
 *     .apply(ReadDelimited.batches(DelimitedFormat.csv(), schema));
 * PCollection<RecordBatch> loans = read.output();
 * PCollection<Reject> rejects = read.rejects().apply(NumberLines.of(read.ranges()));
 * }</pre>
 *
 * <p>Lines that are no rows, and rows with a malformed number or month, become {@link Reject}s: the
 * first thousand of each range, while {@link RangeStats} counts all. A pattern that matches
 * nothing, a wanted column that a header lacks, and a file that can't be read fail the pipeline
 * with a sentence that names them.
 *
 * @param <OutputT> what is made of the rows
 */
public final class ReadDelimited<OutputT>
    extends PTransform<PCollection<String>, ReadDelimited.Result<OutputT>> {
  private static final long serialVersionUID = 1;
  private static final long DEFAULT_RANGE_BYTES = 32L << 20;

  private final DelimitedFormat format;
  private final List<String> columns;
  private final RowReducer<OutputT> reducer;
  private final Coder<OutputT> coder;
  private final long rangeBytes;

  private ReadDelimited(
      DelimitedFormat format,
      List<String> columns,
      RowReducer<OutputT> reducer,
      Coder<OutputT> coder,
      long rangeBytes) {
    this.format = format;
    this.columns = List.copyOf(columns);
    this.reducer = reducer;
    this.coder = coder;
    this.rangeBytes = rangeBytes;
    if (!format.header()) {
      for (var column : columns) {
        checkArgument(
            format.columnNames().contains(column),
            "There is no column '%s' in a file without a header; the format names %s.",
            column,
            format.columnNames());
      }
    }
  }

  /**
   * Reads the columns of a schema into batches of 4,096 rows. Numbers and months are parsed, blank
   * ones are missing, and texts are taken as they stand. The batches have two columns more than the
   * schema, which say where each row came from: see {@link Origin}.
   */
  public static ReadDelimited<RecordBatch> batches(DelimitedFormat format, TableSchema schema) {
    var columns = schema.columns().stream().map(ColumnSchema::name).toList();
    return reducing(format, columns, new BatchRows(schema), RecordBatchCoder.of());
  }

  /**
   * Reads rows into a reducer, range by range, so that only what it emits travels on.
   *
   * @param format how lines are cut
   * @param columns the wanted columns; the rows count them in this order
   * @param reducer what is made of the rows
   * @param coder the coder of what it emits
   */
  public static <T> ReadDelimited<T> reducing(
      DelimitedFormat format, List<String> columns, RowReducer<T> reducer, Coder<T> coder) {
    return new ReadDelimited<>(format, columns, reducer, coder, DEFAULT_RANGE_BYTES);
  }

  /** With ranges of another size than 32 MiB: smaller ones spread a small file further. */
  public ReadDelimited<OutputT> withRangeBytes(long newRangeBytes) {
    checkArgument(newRangeBytes > 0, "rangeBytes is %s; it must be positive.", newRangeBytes);
    return new ReadDelimited<>(format, columns, reducer, coder, newRangeBytes);
  }

  @Override
  public Result<OutputT> expand(PCollection<String> patterns) {
    var output = new TupleTag<OutputT>("output");
    var rejects = new TupleTag<Reject>("rejects");
    var ranges = new TupleTag<RangeStats>("ranges");
    var scan = new ScanRangeFn<>(format, columns, reducer, output, rejects, ranges);
    var read =
        patterns
            .apply("Match", ParDo.of(new MatchFilesFn()))
            .setCoder(JsonCoder.of(MatchedFile.class))
            .apply("OncePerFile", Distinct.create())
            .apply("Split", ParDo.of(new SplitFileFn(format, columns, rangeBytes)))
            .setCoder(JsonCoder.of(FileRange.class))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "Scan",
                ParDo.of(scan).withOutputTags(output, TupleTagList.of(rejects).and(ranges)));
    return new Result<>(
        output,
        read.get(output).setCoder(coder),
        read.get(rejects).setCoder(RejectCoder.of()),
        read.get(ranges).setCoder(JsonCoder.of(RangeStats.class)));
  }

  /**
   * What was read.
   *
   * @param <OutputT> what was made of the rows
   */
  public static final class Result<OutputT> implements POutput {
    private final TupleTag<OutputT> outputTag;
    private final PCollection<OutputT> output;
    private final PCollection<Reject> rejects;
    private final PCollection<RangeStats> ranges;

    private Result(
        TupleTag<OutputT> outputTag,
        PCollection<OutputT> output,
        PCollection<Reject> rejects,
        PCollection<RangeStats> ranges) {
      this.outputTag = outputTag;
      this.output = output;
      this.rejects = rejects;
      this.ranges = ranges;
    }

    /** What was made of the rows. */
    public PCollection<OutputT> output() {
      return output;
    }

    /** The lines that were left out; their line numbers count from the start of their range. */
    public PCollection<Reject> rejects() {
      return rejects;
    }

    /** One element a range. */
    public PCollection<RangeStats> ranges() {
      return ranges;
    }

    @Override
    public Pipeline getPipeline() {
      return output.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(
          outputTag,
          output,
          new TupleTag<Reject>("rejects"),
          rejects,
          new TupleTag<RangeStats>("ranges"),
          ranges);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }
}
