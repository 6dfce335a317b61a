package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of a delimited file, as a view of the reader's buffer: valid until the reader moves on,
 * and not to be written to. Columns are counted as they were asked for, whatever their place in the
 * file; one that the line is too short for is blank.
 *
 * <p>The parsers take a blank field as missing, and throw a {@link RejectedRowException} that names
 * the column and shows the text when a field is malformed.
 *
 * <pre>{@code
 * double upb = row.number(2);                       // NaN when blank
 * boolean active = row.isBlank(3);
 * ids.append(row.bytes(), row.start(0), row.end(0));  // no String in between
 * }</pre>
 */
public final class DelimitedRow {
  private final List<String> names;
  private final List<String> missing;
  private final int[] positions;

  // Set by the scanner, line by line.
  byte[] bytes = {};
  int[] starts = {};
  int fields;
  long line;

  DelimitedRow(List<String> names, List<String> missing, List<Integer> positions) {
    this.names = names;
    this.missing = missing;
    this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * A row of fields that stand in no file, such as those of one loan.
   *
   * @param names names of the columns
   * @param missing texts that stand for a missing number or month
   * @param fields a text a column
   */
  public static DelimitedRow of(List<String> names, List<String> missing, List<String> fields) {
    var row = new DelimitedRow(names, missing, IntStream.range(0, names.size()).boxed().toList());
    row.fields = fields.size();
    row.starts = new int[fields.size() + 1];
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < row.fields; i++) {
      bytes.writeBytes(fields.get(i).getBytes(UTF_8));
      bytes.write('\n');
      row.starts[i + 1] = bytes.size();
    }
    row.bytes = bytes.toByteArray();
    return row;
  }

  /** The array that holds the fields. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a column's field starts in {@link #bytes}. */
  public int start(int column) {
    int position = positions[column];
    return position < fields ? starts[position] : 0;
  }

  /** Where a column's field ends in {@link #bytes}, exclusive. */
  public int end(int column) {
    int position = positions[column];
    return position < fields ? starts[position + 1] - 1 : 0;
  }

  /** How many fields the line has. */
  public int fields() {
    return fields;
  }

  /** The line in its range, 1 the first; with quotes, the line on which the row starts. */
  public long line() {
    return line;
  }

  /** Whether a field has nothing but blanks. */
  public boolean isBlank(int column) {
    return Fields.isBlank(bytes, start(column), end(column));
  }

  /** Whether a field is exactly these bytes. */
  public boolean is(int column, byte[] value) {
    return Arrays.equals(bytes, start(column), end(column), value, 0, value.length);
  }

  /** The number in a field, {@code NaN} when missing. */
  public double number(int column) {
    try {
      return Fields.number(bytes, start(column), end(column));
    } catch (Fields.MalformedException e) {
      return missingOrReject(column, Double.NaN, e);
    }
  }

  /** The whole number in a field, {@link Integer#MIN_VALUE} when missing. */
  public int integer(int column) {
    try {
      return Fields.integer(bytes, start(column), end(column));
    } catch (Fields.MalformedException e) {
      return missingOrReject(column, Fields.MISSING, e);
    }
  }

  /** The number of the calendar month in a field, {@link MonthColumn#MISSING} when missing. */
  public int month(int column) {
    try {
      return Fields.month(bytes, start(column), end(column));
    } catch (Fields.MalformedException e) {
      return missingOrReject(column, MonthColumn.MISSING, e);
    }
  }

  /** The text of a field as it stands in the file; empty when missing. */
  public String text(int column) {
    return new String(bytes, start(column), end(column) - start(column), UTF_8);
  }

  /** A field by its position in the line. */
  String field(int position) {
    return new String(bytes, starts[position], starts[position + 1] - 1 - starts[position], UTF_8);
  }

  private <T> T missingOrReject(int column, T whenMissing, Fields.MalformedException malformed) {
    if (missing.contains(text(column).strip())) {
      return whenMissing;
    }
    var shown = Reject.bounded(bytes, start(column), end(column));
    throw new RejectedRowException(names.get(column), "'" + shown + "' " + malformed.getMessage());
  }
}
