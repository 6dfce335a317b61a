package io.risknet.transforms.records;

/** What a column may be used for. Feature engineering refuses every role but {@link #INPUT}. */
public enum ColumnRole {
  /** Known when the decision is taken, so it may become a feature. */
  INPUT,
  /** Identifies the row: joins, duplicates, folds and scores go by it. */
  ID,
  /** What is to be predicted: 1, 0 or missing. */
  LABEL,
  /** Known only after the decision, such as a later servicer: as a feature it would leak. */
  OUTCOME,
  /** Bookkeeping of the pipeline, such as the split and the fold of a row. */
  BOOKKEEPING
}
