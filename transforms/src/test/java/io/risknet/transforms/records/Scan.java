package io.risknet.transforms.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.beam.sdk.values.TupleTag;

/** Reads one file without a pipeline, the way {@link ReadDelimited} does with one. */
record Scan(List<List<String>> rows, List<Reject> rejects, List<RangeStats> ranges) {

  /** Everything about the file that must not depend on how it is split. */
  record Outcome(List<List<String>> rows, List<Reject> rejects, long bytes, long lines) {}

  static Scan of(DelimitedFormat format, List<String> columns, Path file, long rangeBytes)
      throws IOException {
    var scan = new Scan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var scanFn =
        new ScanRangeFn<List<String>>(
            format,
            columns,
            (range, output) -> new TextsSession(columns.size(), output),
            new TupleTag<>(),
            new TupleTag<>(),
            new TupleTag<>());
    var matched = new MatchedFile(file.toString(), Files.size(file), true);
    long lines = 0;
    for (var range : new SplitFileFn(format, columns, rangeBytes).ranges(matched)) {
      var rejects = new RangeRejects(range);
      var stats = scanFn.scan(range, scan.rows::add, rejects);
      for (var reject : rejects.kept()) {
        scan.rejects.add(reject.withLineOfFile(lines + reject.line()));
      }
      lines += stats.lines();
      scan.ranges.add(stats);
    }
    return scan;
  }

  static Scan of(DelimitedFormat format, Path file) throws IOException {
    return of(format, format.columnNames(), file, Long.MAX_VALUE);
  }

  Outcome outcome() {
    return new Outcome(
        rows,
        rejects,
        ranges.stream().mapToLong(RangeStats::bytes).sum(),
        ranges.stream().mapToLong(RangeStats::lines).sum());
  }

  /** Line and reason of each reject. */
  List<String> complaints() {
    return rejects.stream().map(reject -> reject.line() + ": " + reject.reason()).toList();
  }

  private record TextsSession(int columns, Consumer<List<String>> output)
      implements RowReducer.Session {
    @Override
    public void add(DelimitedRow row) {
      output.accept(IntStream.range(0, columns).mapToObj(row::text).toList());
    }

    @Override
    public void finish() {}
  }
}
