package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;
import java.util.List;

/**
 * How the lines of a delimited file are cut into fields. Text is UTF-8, with or without a byte
 * order mark; lines end in LF or CRLF, and the last one may end in nothing.
 *
 * <pre>{@code
 * var csv = DelimitedFormat.csv();                                  // comma, header, quotes
 * var plain = DelimitedFormat.of('|').withColumns(List.of("loan", "month", "upb")).withMinColumns(2);
 * }</pre>
 *
 * @param delimiter the byte between two fields: ASCII, no line break and no quote
 * @param header whether the first line of each file names the columns. Columns are then found by
 *     name in every file anew, and a line with more fields than the header is a reject. Without a
 *     header longer lines are accepted: newer releases of a format add columns at the end
 * @param quoted whether a field may stand in double quotes (RFC 4180), with delimiters, doubled
 *     quotes and line breaks inside. A line break then need not end a row, so that a file can't be
 *     split: it is read as one range, by one worker. Leave it off where quotes don't occur
 * @param minColumns lines with fewer fields are rejects; fields that an accepted line lacks are
 *     missing. 0 stands for all columns that the header or {@code columnNames} name
 * @param maxLineBytes longer lines are rejects, and are never held in memory
 * @param columnNames the columns by position where there is no header
 * @param missing texts that are read as a missing number or month instead of a malformed one, such
 *     as {@code NA} or {@code ?}; blanks always are
 */
public record DelimitedFormat(
    byte delimiter,
    boolean header,
    boolean quoted,
    int minColumns,
    int maxLineBytes,
    List<String> columnNames,
    List<String> missing)
    implements Serializable {
  private static final int DEFAULT_MAX_LINE_BYTES = 65_536;
  private static final int LARGEST_MAX_LINE_BYTES = 1 << 28;

  /** Checks the delimiter and the bounds. */
  public DelimitedFormat {
    checkArgument(
        delimiter > 0 && "\n\r\" ".indexOf(delimiter) < 0,
        "A delimiter is one ASCII character other than a line break, a double quote or a blank;"
            + " this one has the code %s.",
        delimiter);
    checkArgument(minColumns >= 0, "minColumns is %s; it can't be negative.", minColumns);
    checkArgument(
        maxLineBytes > 0 && maxLineBytes <= LARGEST_MAX_LINE_BYTES,
        "maxLineBytes is %s; it must lie between 1 and %s.",
        maxLineBytes,
        LARGEST_MAX_LINE_BYTES);
    columnNames = List.copyOf(columnNames);
    missing = List.copyOf(missing);
  }

  /**
   * Fields between delimiters, no quotes and no header: name the columns with {@code withColumns}.
   */
  public static DelimitedFormat of(char delimiter) {
    checkArgument(delimiter < 128, "The delimiter '%s' is not an ASCII character.", delimiter);
    return new DelimitedFormat(
        (byte) delimiter, false, false, 0, DEFAULT_MAX_LINE_BYTES, List.of(), List.of());
  }

  /** Comma-separated values with a header and quotes. */
  public static DelimitedFormat csv() {
    return of(',').withHeader(true).withQuotes(true);
  }

  /** With or without a header line. */
  public DelimitedFormat withHeader(boolean newHeader) {
    return new DelimitedFormat(
        delimiter, newHeader, quoted, minColumns, maxLineBytes, columnNames, missing);
  }

  /** With or without quoted fields. */
  public DelimitedFormat withQuotes(boolean newQuoted) {
    return new DelimitedFormat(
        delimiter, header, newQuoted, minColumns, maxLineBytes, columnNames, missing);
  }

  /** With another least number of fields; 0 stands for all that are named. */
  public DelimitedFormat withMinColumns(int newMinColumns) {
    return new DelimitedFormat(
        delimiter, header, quoted, newMinColumns, maxLineBytes, columnNames, missing);
  }

  /** With another bound of a line's length. */
  public DelimitedFormat withMaxLineBytes(int newMaxLineBytes) {
    return new DelimitedFormat(
        delimiter, header, quoted, minColumns, newMaxLineBytes, columnNames, missing);
  }

  /** With these columns by position; for files without a header. */
  public DelimitedFormat withColumns(List<String> newColumnNames) {
    return new DelimitedFormat(
        delimiter, header, quoted, minColumns, maxLineBytes, newColumnNames, missing);
  }

  /** With these texts for a missing number or month. */
  public DelimitedFormat withMissing(List<String> newMissing) {
    return new DelimitedFormat(
        delimiter, header, quoted, minColumns, maxLineBytes, columnNames, newMissing);
  }
}
