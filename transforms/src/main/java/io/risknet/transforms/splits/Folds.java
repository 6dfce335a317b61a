package io.risknet.transforms.splits;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;

/** The bookkeeping column that holds the cross-validation fold (0, 1, ...) of a training row. */
public final class Folds {
  /** The column. */
  public static final ColumnSchema COLUMN =
      new ColumnSchema("risknet:fold", ColumnType.NUMERIC, ColumnRole.BOOKKEEPING);

  private Folds() {}

  /** The batch with its rows put into a fold. */
  public static RecordBatch assign(RecordBatch batch, NumericColumn folds) {
    return batch.with(COLUMN, folds);
  }

  /** The fold of a row of a batch that {@link #assign} made. */
  public static int of(RecordBatch batch, int row) {
    return (int) batch.numeric(COLUMN.name()).get(row);
  }
}
