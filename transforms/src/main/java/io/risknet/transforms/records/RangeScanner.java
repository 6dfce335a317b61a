package io.risknet.transforms.records;

import com.google.common.base.Utf8;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/**
 * Walks over the lines that start in a range of a file, and puts those aside that are no rows. The
 * buffer, the field positions and the row view are made once for all lines.
 *
 * <p>A range that starts inside a line leaves that line to the range before it, and reads its own
 * last line to the end, however far behind the range's end that is.
 */
final class RangeScanner implements Closeable {
  // Small enough for the second cache: the data goes through it twice.
  private static final int BUFFER_BYTES = 1 << 18;

  /** How much to read at a time: the channel copies that once more. */
  private static final int READ_BYTES = 1 << 16;

  /** How far to read behind a range's end for the rest of its last line, at a time. */
  private static final int OVERSHOOT_BYTES = 1 << 13;

  private final DelimitedFormat format;
  private final RangeRejects rejects;
  private final FieldCutter cutter;
  private final DelimitedRow row;
  private final int minFields;
  private final int maxFields;
  private final ReadableByteChannel channel;
  private final long end;

  // Bytes of the file from an offset on, consumed up to a position, and a line feed behind them.
  private final byte[] buffer;
  private final int capacity;
  private long bufferOffset;
  private int position;
  private int filled;
  private boolean ended;
  private boolean ascii;

  // The line at hand, in the buffer; of an unfinished one the end is yet to be found.
  private int lineStart;
  private int lineEnd;
  private boolean unfinished;
  private long lines;
  private long firstOffset;

  private RangeScanner(
      DelimitedFormat format, List<String> columns, FileRange range, RangeRejects rejects)
      throws IOException {
    this.format = format;
    this.rejects = rejects;
    cutter = FieldCutter.of(format, wanted(range));
    row = new DelimitedRow(columns, format.missing(), range.positions());
    int named = format.header() ? range.columns() : format.columnNames().size();
    minFields = format.minColumns() > 0 ? format.minColumns() : named;
    maxFields = format.header() ? named : Integer.MAX_VALUE;
    end = range.gzip() ? Long.MAX_VALUE : range.end();
    capacity = capacity(format, range);
    // Behind the data: the line feed, and room for the last of the eight bytes read at a time.
    buffer = new byte[capacity + 1 + Long.BYTES];
    channel = RangeChannel.open(range);
    bufferOffset = Math.max(0, range.start() - 1);
  }

  /**
   * Opens a range at its first line, behind the header.
   *
   * @param columns names of the wanted columns, which stand at the range's positions
   * @param rejects takes the lines that are no rows
   */
  static RangeScanner open(
      DelimitedFormat format, List<String> columns, FileRange range, RangeRejects rejects)
      throws IOException {
    var scanner = new RangeScanner(format, columns, range, rejects);
    try {
      scanner.begin(range);
      return scanner;
    } catch (IOException | RuntimeException e) {
      scanner.close();
      throw e;
    }
  }

  private void begin(FileRange range) throws IOException {
    fill();
    if (range.start() > 0) {
      dropLine(end);
    }
    firstOffset = offset();
    if (range.start() == 0 && format.header()) {
      advance();
    }
  }

  /** The fields up to the last wanted one; all when none is named, as in a header. */
  private static int wanted(FileRange range) {
    return range.positions().stream()
        .mapToInt(position -> position + 1)
        .max()
        .orElse(Integer.MAX_VALUE);
  }

  private static int capacity(DelimitedFormat format, FileRange range) {
    int line = format.maxLineBytes() + 1 + OVERSHOOT_BYTES;
    long wanted = range.gzip() ? BUFFER_BYTES : range.end() - range.start() + OVERSHOOT_BYTES;
    return (int) Math.max(line, Math.min(BUFFER_BYTES, wanted));
  }

  /** Moves on to the next row; false when the range has no more. */
  boolean next() throws IOException {
    while (advance()) {
      var problem = problem();
      if (problem.isEmpty()) {
        return true;
      }
      reject("", problem);
    }
    return false;
  }

  /** The row at hand. */
  DelimitedRow row() {
    return row;
  }

  /** Puts the row at hand aside after all. */
  void reject(String column, String reason) {
    rejects.add(row.line, column, reason, buffer, lineStart, lineEnd);
  }

  /** How many lines there were so far, the header among them. */
  long lines() {
    return lines;
  }

  /** How long the lines were so far, line ends included. */
  long bytes() {
    return offset() - firstOffset;
  }

  /** Moves on to the next line, row or not; false when the range has no more. */
  private boolean advance() throws IOException {
    if (unfinished) {
      unfinished = false;
      dropLine(Long.MAX_VALUE);
    }
    if (offset() >= end) {
      return false;
    }
    if (offset() == 0) {
      skipByteOrderMark();
    }
    int lineFeed = cutter.cut(buffer, position, filled, row);
    while (lineFeed == filled && !ended && filled - position <= format.maxLineBytes()) {
      fill();
      lineFeed = cutter.cut(buffer, position, filled, row);
    }
    if (position == filled) {
      return false;
    }
    startLine(lineFeed);
    return true;
  }

  private void startLine(int lineFeed) {
    lines++;
    row.line = lines;
    lineStart = position;
    lineEnd = lineFeed > position && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    unfinished = lineFeed - position > format.maxLineBytes() || cutter.open();
    if (!unfinished) {
      lines += cutter.lineBreaks();
      position = Math.min(lineFeed + 1, filled);
    }
  }

  /** Why the line at hand is no row; empty when it is one. */
  private String problem() {
    if (unfinished) {
      return cutter.open()
          ? "a quote is opened and not closed within " + format.maxLineBytes() + " bytes"
          : "the line is longer than " + format.maxLineBytes() + " bytes";
    }
    if (row.fields == 1 && Fields.isBlank(buffer, lineStart, lineEnd)) {
      return "the line is blank";
    }
    if (!ascii
        && !Words.areAscii(buffer, lineStart, lineEnd)
        && !Utf8.isWellFormed(buffer, lineStart, lineEnd - lineStart)) {
      return "the line is not UTF-8 text";
    }
    if (row.fields < minFields) {
      return "the line has " + row.fields + " columns, needs at least " + minFields;
    }
    if (row.fields > maxFields) {
      return "the line has " + row.fields + " columns, the header names " + maxFields;
    }
    return cutter.problem();
  }

  private void skipByteOrderMark() {
    if (filled >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
    }
  }

  /** Drops the rest of the line, which may be longer than the buffer; stops at an offset. */
  private void dropLine(long until) throws IOException {
    while (offset() < until) {
      int i = position;
      while (buffer[i] != '\n') {
        i++;
      }
      if (i < filled) {
        position = i + 1;
        return;
      }
      position = filled;
      if (ended) {
        return;
      }
      fill();
    }
  }

  /** Offset in the file of what is to be read next. */
  private long offset() {
    return bufferOffset + position;
  }

  /** Moves what is left to the front of the buffer and reads on. */
  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, filled - position);
    bufferOffset += position;
    filled -= position;
    position = 0;
    long wanted = Math.max(OVERSHOOT_BYTES, end - bufferOffset - filled);
    int until = (int) Math.min(capacity, filled + wanted);
    while (filled < until && !ended) {
      int length = Math.min(READ_BYTES, until - filled);
      int count = channel.read(ByteBuffer.wrap(buffer, filled, length));
      ended = count < 0;
      filled += Math.max(0, count);
    }
    buffer[filled] = '\n';
    ascii = Words.areAscii(buffer, 0, filled);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
