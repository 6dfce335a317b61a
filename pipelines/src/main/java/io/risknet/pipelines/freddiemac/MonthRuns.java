package io.risknet.pipelines.freddiemac;

import static io.risknet.transforms.records.ColumnRole.BOOKKEEPING;
import static io.risknet.transforms.records.ColumnType.CATEGORICAL;
import static io.risknet.transforms.records.ColumnType.MONTH;
import static io.risknet.transforms.records.ColumnType.NUMERIC;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;

/**
 * Monthly rows, lossless but far smaller: runs of consecutive months of one loan, in each of which
 * the age grows and the remaining term shrinks by one a month and the state stays the same. A loan
 * in good order is one or two runs, so that a whole quarter's history travels through one shuffle;
 * rows in any other order are only less compact.
 */
final class MonthRuns {
  /** The row is in default. */
  static final int DEFAULT = 1;

  /** The loan ended: its row has a zero balance code. */
  static final int ENDED = 2;

  static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.id("loan_sequence_number"),
          new ColumnSchema("file", CATEGORICAL, BOOKKEEPING),
          new ColumnSchema("position", NUMERIC, BOOKKEEPING),
          new ColumnSchema("start", MONTH, BOOKKEEPING),
          new ColumnSchema("months", NUMERIC, BOOKKEEPING),
          new ColumnSchema("age", NUMERIC, BOOKKEEPING),
          new ColumnSchema("remaining", NUMERIC, BOOKKEEPING),
          new ColumnSchema("state", NUMERIC, BOOKKEEPING));

  private final TextColumn ids;
  private final CategoricalColumn files;
  private final double[] positions;
  private final int[] starts;
  private final double[] months;
  private final double[] ages;
  private final double[] remaining;
  private final double[] states;

  /** A view of a batch of {@link #SCHEMA}. */
  MonthRuns(RecordBatch batch) {
    ids = batch.text("loan_sequence_number");
    files = batch.categorical("file");
    positions = batch.numeric("position").values();
    starts = batch.month("start").months();
    months = batch.numeric("months").values();
    ages = batch.numeric("age").values();
    remaining = batch.numeric("remaining").values();
    states = batch.numeric("state").values();
  }

  static void append(
      RecordBatchBuilder builder, byte[] id, int idLength, String file, MonthRun run, int months) {
    builder.text(0).append(id, 0, idLength);
    builder.categorical(1).append(file);
    builder.numeric(2).append(run.position());
    builder.month(3).append(run.start());
    builder.numeric(4).append(months);
    builder.numeric(5).append(run.age());
    builder.numeric(6).append(run.remaining());
    builder.numeric(7).append(run.state());
  }

  int size() {
    return starts.length;
  }

  TextColumn ids() {
    return ids;
  }

  int start(int run) {
    return starts[run];
  }

  /** The month after the last one. */
  int end(int run) {
    return starts[run] + (int) months[run];
  }

  boolean inDefault(int run) {
    return ((int) states[run] & DEFAULT) != 0;
  }

  boolean ended(int run) {
    return ((int) states[run] & ENDED) != 0;
  }

  /** age / (age + remaining) of the month at an offset into a run, NaN where that is undefined. */
  double progress(int run, int offset) {
    double term = ages[run] + remaining[run];
    return term > 0 ? (ages[run] + offset) / term : Double.NaN;
  }

  /** Orders runs as their first rows stand in the input: by file name, then position. */
  int compareOrigin(int left, int right) {
    int byFile = files.text(left).compareTo(files.text(right));
    return byFile != 0 ? byFile : Double.compare(positions[left], positions[right]);
  }
}
