package io.risknet.transforms.records;

/**
 * The values of one column of a {@link RecordBatch}. Immutable: whoever is handed an array by a
 * column must not write to it.
 */
public sealed interface Column permits NumericColumn, CategoricalColumn, TextColumn, MonthColumn {

  /** How the values are held. */
  ColumnType type();

  /** Number of rows. */
  int size();

  /** Whether the value of a row is missing. */
  boolean isMissing(int row);

  /** The value as text, the way a delimited file would hold it; missing is the empty string. */
  String text(int row);

  /** The column made of these rows, in this order. */
  Column take(int[] rows);
}
