package io.risknet.pipelines.freddiemac;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.risknet.transforms.records.DelimitedRow;
import io.risknet.transforms.records.FileRange;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.Origin;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.RejectedRowException;
import io.risknet.transforms.records.RowReducer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.KV;

/**
 * Reduces monthly performance rows to {@link MonthRuns}, by hash bucket of the loan, while they are
 * read: what leaves the reader is some fifty times smaller than the files.
 */
final class ReduceMonths implements RowReducer<KV<Integer, RecordBatch>> {
  private static final long serialVersionUID = 1;

  /** The columns it looks at, in this order. */
  static final List<String> COLUMNS =
      List.of(
          "loan_sequence_number",
          "monthly_reporting_period",
          "current_upb",
          "delinquency_status",
          "loan_age",
          "remaining_months",
          "zero_balance_code");

  private static final int ID = 0;
  private static final int PERIOD = 1;
  private static final int UPB = 2;
  private static final int STATUS = 3;
  private static final int AGE = 4;
  private static final int REMAINING = 5;
  private static final int ZERO_BALANCE = 6;

  private static final byte[] UNKNOWN = "XX".getBytes(US_ASCII);
  private static final byte[] REO = "R".getBytes(US_ASCII);
  private static final byte[] REO_ACQUISITION = "RA".getBytes(US_ASCII);

  private final LabelRule rule;
  private final int buckets;

  ReduceMonths(LabelRule rule, int buckets) {
    this.rule = rule;
    this.buckets = buckets;
  }

  @Override
  public Session start(FileRange range, Consumer<KV<Integer, RecordBatch>> output) {
    return new RunSession(range, output);
  }

  private final class RunSession implements Session {
    private final FileRange range;
    private final Consumer<KV<Integer, RecordBatch>> output;
    private final RecordBatchBuilder[] builders = new RecordBatchBuilder[buckets];
    private final int lastMonth = rule.lastMonth();

    private byte[] id = new byte[16];
    private int idLength;
    private MonthRun run = MonthRun.NONE;

    // The run's length and its end are kept apart, so that a month more costs no new object.
    private int months;

    RunSession(FileRange range, Consumer<KV<Integer, RecordBatch>> output) {
      this.range = range;
      this.output = output;
    }

    @Override
    public void add(DelimitedRow row) {
      int month = row.month(PERIOD);
      check(row, month);
      int state = state(row);
      double age = row.number(AGE);
      double remaining = row.number(REMAINING);
      if (month > lastMonth) {
        return;
      }
      boolean sameLoan = Arrays.equals(id, 0, idLength, row.bytes(), row.start(ID), row.end(ID));
      if (sameLoan && months > 0 && run.continuesWith(months, month, age, remaining, state)) {
        months++;
        return;
      }
      flush();
      if (!sameLoan) {
        remember(row);
      }
      run = new MonthRun(Origin.position(range.index(), row.line()), month, age, remaining, state);
      months = 1;
    }

    private void check(DelimitedRow row, int month) {
      if (row.isBlank(ID)) {
        throw new RejectedRowException(COLUMNS.get(ID), "the loan is blank");
      }
      if (month == MonthColumn.MISSING) {
        throw new RejectedRowException(COLUMNS.get(PERIOD), "the month is blank");
      }
      row.number(UPB);
    }

    private int state(DelimitedRow row) {
      int code = row.integer(ZERO_BALANCE);
      boolean ended = code != Integer.MIN_VALUE;
      boolean inDefault = isDelinquent(row) || (ended && rule.zeroBalanceCodes().contains(code));
      return (inDefault ? MonthRuns.DEFAULT : 0) | (ended ? MonthRuns.ENDED : 0);
    }

    private boolean isDelinquent(DelimitedRow row) {
      int start = row.start(STATUS);
      if (start == row.end(STATUS)) {
        return false;
      }
      byte first = row.bytes()[start];
      if (first >= '0' && first <= '9') {
        return row.integer(STATUS) >= rule.delinquentMonths();
      }
      if (row.is(STATUS, REO_ACQUISITION)) {
        return true;
      }
      if (row.is(STATUS, UNKNOWN) || row.is(STATUS, REO) || row.isBlank(STATUS)) {
        return false;
      }
      throw new RejectedRowException(
          COLUMNS.get(STATUS), "'" + row.text(STATUS) + "' is no delinquency status");
    }

    private void remember(DelimitedRow row) {
      idLength = row.end(ID) - row.start(ID);
      if (idLength > id.length) {
        id = new byte[idLength * 2];
      }
      System.arraycopy(row.bytes(), row.start(ID), id, 0, idLength);
    }

    private void flush() {
      if (months == 0) {
        return;
      }
      int bucket = IdHash.bucket(IdHash.of(id, 0, idLength), buckets);
      if (builders[bucket] == null) {
        builders[bucket] = RecordBatchBuilder.of(MonthRuns.SCHEMA, 1024);
      }
      MonthRuns.append(builders[bucket], id, idLength, range.file(), run, months);
      months = 0;
    }

    @Override
    public void finish() {
      flush();
      for (int bucket = 0; bucket < buckets; bucket++) {
        if (builders[bucket] != null) {
          for (var piece : builders[bucket].build().pieces()) {
            output.accept(KV.of(bucket, piece));
          }
        }
      }
    }
  }
}
