package io.risknet.transforms.records;

import java.util.List;

/**
 * The two bookkeeping columns that say where a row came from: the file, and the place in it as one
 * number that grows from the file's first line to its last. "First" and "last" among duplicates go
 * by them, and rejects name the line with their help.
 */
public final class Origin {
  /** The file's full name. */
  public static final ColumnSchema FILE =
      new ColumnSchema("origin:file", ColumnType.CATEGORICAL, ColumnRole.BOOKKEEPING);

  /** The index of the file's range times 2^32, plus the line in that range. */
  public static final ColumnSchema POSITION =
      new ColumnSchema("origin:position", ColumnType.NUMERIC, ColumnRole.BOOKKEEPING);

  // Doubles are exact up to 2^53, which leaves two million ranges a file.
  private static final double LINES = 1L << 32;

  private Origin() {}

  /** The schema with the two columns added at the end. */
  public static TableSchema addTo(TableSchema schema) {
    return schema.with(FILE).with(POSITION);
  }

  /** The batch with the two columns added at the end, for rows of one file. */
  static RecordBatch attach(RecordBatch batch, String file, double[] positions) {
    var files = CategoricalColumn.of(new int[batch.rows()], List.of(file));
    return batch.with(FILE, files).with(POSITION, NumericColumn.of(positions));
  }

  /** Whether a table says where its rows came from. */
  public static boolean isKnown(TableSchema schema) {
    return schema.contains(FILE.name()) && schema.contains(POSITION.name());
  }

  /** The position of a line. */
  public static double position(int range, long line) {
    return range * LINES + line;
  }

  /** The range of a position. */
  public static int range(double position) {
    return (int) (position / LINES);
  }

  /** The line of a position in its range. */
  public static long line(double position) {
    return (long) (position % LINES);
  }

  /** A reject of a row of a batch, with file and line where the batch knows them. */
  public static Reject reject(
      RecordBatch batch, int row, String stage, String column, String reason, String raw) {
    if (!isKnown(batch.schema())) {
      return new Reject(stage, "", Reject.WHOLE_FILE, 0, column, reason, raw);
    }
    double position = batch.numeric(POSITION.name()).get(row);
    return new Reject(
        stage,
        batch.categorical(FILE.name()).text(row),
        range(position),
        line(position),
        column,
        reason,
        raw);
  }
}
