package io.risknet.transforms.records;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Reads the rows of a range into a {@link RowReducer}. */
final class ScanRangeFn<OutputT> extends DoFn<FileRange, OutputT> {
  private static final long serialVersionUID = 1;

  private final Counter rows = Metrics.counter(ReadDelimited.class, "rows");
  private final Counter rejected = Metrics.counter(ReadDelimited.class, "rejectedRows");
  private final Counter bytes = Metrics.counter(ReadDelimited.class, "bytes");

  private final DelimitedFormat format;
  private final List<String> columns;
  private final RowReducer<OutputT> reducer;
  private final TupleTag<OutputT> outputTag;
  private final TupleTag<Reject> rejectTag;
  private final TupleTag<RangeStats> statsTag;

  ScanRangeFn(
      DelimitedFormat format,
      List<String> columns,
      RowReducer<OutputT> reducer,
      TupleTag<OutputT> outputTag,
      TupleTag<Reject> rejectTag,
      TupleTag<RangeStats> statsTag) {
    this.format = format;
    this.columns = columns;
    this.reducer = reducer;
    this.outputTag = outputTag;
    this.rejectTag = rejectTag;
    this.statsTag = statsTag;
  }

  @ProcessElement
  public void process(@Element FileRange range, MultiOutputReceiver outputs) throws IOException {
    var rejects = new RangeRejects(range);
    var stats = scan(range, outputs.get(outputTag)::output, rejects);
    rejects.kept().forEach(outputs.get(rejectTag)::output);
    outputs.get(statsTag).output(stats);
    rows.inc(stats.rows());
    rejected.inc(stats.rejected());
    bytes.inc(stats.bytes());
  }

  RangeStats scan(FileRange range, Consumer<OutputT> output, RangeRejects rejects)
      throws IOException {
    var session = reducer.start(range, output);
    long accepted = 0;
    try (var scanner = RangeScanner.open(format, columns, range, rejects)) {
      while (scanner.next()) {
        try {
          session.add(scanner.row());
          accepted++;
        } catch (RejectedRowException e) {
          scanner.reject(e.column(), e.getMessage());
        }
      }
      session.finish();
      return new RangeStats(
          range.file(), range.index(), scanner.bytes(), scanner.lines(), accepted, rejects.count());
    } catch (IOException e) {
      throw new IOException(
          "The file '" + range.file() + "' could not be read to its end: " + e.getMessage(), e);
    }
  }
}
