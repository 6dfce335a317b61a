package io.risknet.transforms.statistics;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;

/**
 * The labels of a batch, which are 1, 0 or missing.
 *
 * @param name of their column
 * @param values one a row
 */
public record Labels(String name, NumericColumn values) {

  /** Those of the column that has this role. */
  public static Labels of(RecordBatch batch) {
    var name = batch.schema().nameOf(ColumnRole.LABEL);
    return new Labels(name, batch.numeric(name));
  }

  /** Whether a row has none. */
  public boolean isMissing(int row) {
    return values.isMissing(row);
  }

  /**
   * Whether the label of a row is 1.
   *
   * @throws IllegalArgumentException when it is neither 1 nor 0
   */
  public boolean isPositive(int row) {
    double label = values.get(row);
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException(
          "Label '%s' should be 1, 0 or missing, and is %s; map it to these first."
              .formatted(name, label));
    }
    return label == 1;
  }
}
