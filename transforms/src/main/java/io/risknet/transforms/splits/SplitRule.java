package io.risknet.transforms.splits;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TextColumn;
import java.io.Serializable;
import java.time.YearMonth;

/** How rows are divided into {@link Part}s. */
public sealed interface SplitRule extends Serializable {
  /** The slice of a row that can't be placed. */
  int NO_SLICE = MonthColumn.MISSING;

  /**
   * The slices of a batch's rows: what is kept whole when parts are cut, in the order of the parts.
   */
  int[] slices(RecordBatch batch);

  /** The shares of the rows that the parts should have. */
  Shares shares();

  /**
   * Wanted shares of the parts.
   *
   * @param train above 0
   * @param validation above 0
   * @param test above 0; the three add up to 1
   */
  record Shares(double train, double validation, double test) implements Serializable {
    /** Checks that all are positive and add up to one. */
    public Shares {
      checkArgument(
          train > 0 && validation > 0 && test > 0 && Math.abs(train + validation + test - 1) < 1e-9,
          "The shares of train (%s), validation (%s) and test (%s) should be above 0 and add up to"
              + " 1.",
          train,
          validation,
          test);
    }
  }

  /**
   * By time: months before {@code validationFrom} train, later ones before {@code testFrom}
   * validate, the rest tests. Without these months, the boundaries nearest to the shares are taken.
   *
   * @param column a MONTH column; rows that miss it can't be placed
   * @param shares the wanted shares
   * @param validationFrom number of the first month of the validation part, or {@link #BY_SHARE}
   * @param testFrom number of the first month of the test part, or {@link #BY_SHARE}
   */
  record ByTime(String column, Shares shares, int validationFrom, int testFrom)
      implements SplitRule {
    /** Stands for a boundary that follows from the shares. */
    public static final int BY_SHARE = MonthColumn.MISSING;

    /** Checks the order of the months. */
    public ByTime {
      checkArgument(
          validationFrom == BY_SHARE || testFrom == BY_SHARE || validationFrom < testFrom,
          "The validation part should start before the test part.");
    }

    /** By time, with the boundaries nearest to the shares. */
    public static ByTime of(String column, Shares shares) {
      return new ByTime(column, shares, BY_SHARE, BY_SHARE);
    }

    /** With this first month of the validation part. */
    public ByTime withValidationFrom(YearMonth month) {
      return new ByTime(column, shares, MonthColumn.number(month), testFrom);
    }

    /** With this first month of the test part. */
    public ByTime withTestFrom(YearMonth month) {
      return new ByTime(column, shares, validationFrom, MonthColumn.number(month));
    }

    @Override
    public int[] slices(RecordBatch batch) {
      return batch.month(column).months();
    }
  }

  /**
   * By a hash of the row's id: for tables without a date.
   *
   * @param shares the wanted shares
   * @param seed another seed, another division
   */
  record ByHash(Shares shares, long seed) implements SplitRule {

    @Override
    public int[] slices(RecordBatch batch) {
      TextColumn ids = batch.text(batch.schema().nameOf(ColumnRole.ID));
      var slices = new int[batch.rows()];
      for (int row = 0; row < slices.length; row++) {
        double place = IdHash.uniform(ids.hash(row), seed);
        slices[row] =
            place < shares.train() ? 0 : place < shares.train() + shares.validation() ? 1 : 2;
      }
      return slices;
    }
  }
}
