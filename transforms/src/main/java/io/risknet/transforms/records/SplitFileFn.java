package io.risknet.transforms.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.DoFn;

/** Cuts a file into ranges, and finds the wanted columns in it. */
final class SplitFileFn extends DoFn<MatchedFile, FileRange> {
  private static final long serialVersionUID = 1;

  private final DelimitedFormat format;
  private final List<String> wanted;
  private final long rangeBytes;

  SplitFileFn(DelimitedFormat format, List<String> wanted, long rangeBytes) {
    this.format = format;
    this.wanted = wanted;
    this.rangeBytes = rangeBytes;
  }

  @ProcessElement
  public void process(@Element MatchedFile file, OutputReceiver<FileRange> ranges)
      throws IOException {
    Progress.add(Progress.BYTES_FOUND, file.bytes());
    ranges(file).forEach(ranges::output);
  }

  List<FileRange> ranges(MatchedFile file) throws IOException {
    boolean gzip = isGzip(file.name());
    var columns = FileColumns.of(format, wanted, file, gzip);
    boolean whole = format.quoted() || gzip || !file.seekable();
    var ranges = new ArrayList<FileRange>();
    long start = 0;
    do {
      long end = whole ? file.bytes() : Math.min(file.bytes(), start + rangeBytes);
      ranges.add(
          new FileRange(
              file.name(), ranges.size(), start, end, gzip, columns.positions(), columns.count()));
      start = end;
    } while (start < file.bytes());
    return ranges;
  }

  /** By its first two bytes, as names lie. */
  private static boolean isGzip(String file) throws IOException {
    try (var channel = FileSystems.open(FileSystems.matchNewResource(file, false))) {
      var magic = ByteBuffer.allocate(2);
      while (magic.hasRemaining() && channel.read(magic) >= 0) {
        // Reads on until both bytes are there, or the file has no more.
      }
      return magic.get(0) == (byte) 0x1F && magic.get(1) == (byte) 0x8B;
    }
  }
}
