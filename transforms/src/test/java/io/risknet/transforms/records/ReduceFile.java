package io.risknet.transforms.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads one file into a reducer without a pipeline, the way {@link ReadDelimited} does with one.
 */
public final class ReduceFile {
  private ReduceFile() {}

  /** What the reducer makes of the file's ranges; fails on a reject. */
  public static <T> List<T> of(
      DelimitedFormat format,
      List<String> columns,
      RowReducer<T> reducer,
      Path file,
      long rangeBytes)
      throws IOException {
    var outputs = new ArrayList<T>();
    var scan =
        new ScanRangeFn<>(
            format, columns, reducer, new TupleTag<>(), new TupleTag<>(), new TupleTag<>());
    var matched = new MatchedFile(file.toString(), Files.size(file), true);
    for (var range : new SplitFileFn(format, columns, rangeBytes).ranges(matched)) {
      var rejects = new RangeRejects(range);
      scan.scan(range, outputs::add, rejects);
      if (!rejects.kept().isEmpty()) {
        throw new AssertionError("These lines were rejected: " + rejects.kept());
      }
    }
    return outputs;
  }
}
