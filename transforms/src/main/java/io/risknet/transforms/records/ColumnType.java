package io.risknet.transforms.records;

/** How the values of a column are held in a {@link RecordBatch}. */
public enum ColumnType {
  /** Double precision numbers; missing is {@code NaN}. */
  NUMERIC,
  /** Strings from a limited set, held as codes into a dictionary; missing is code -1. */
  CATEGORICAL,
  /** Strings that are mostly distinct, such as identifiers; missing is the empty string. */
  TEXT,
  /** Calendar months, counted from January of year 0; missing is {@link MonthColumn#MISSING}. */
  MONTH
}
