package io.risknet.pipelines.run;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scoring.ScoredBatch;

/**
 * The score as a column that is profiled beside those of the table, under a name that none of them
 * has.
 */
public final class ScoreColumn {
  /** Its name in profiles. */
  public static final String NAME = "model:score";

  private static final ColumnSchema COLUMN = ColumnSchema.numeric(NAME);
  private static final TableSchema ALONE = TableSchema.of(COLUMN);

  private ScoreColumn() {}

  /** Scored rows with this column and no other. */
  public static RecordBatch of(RecordBatch scores) {
    return RecordBatch.of(ALONE, scores.column(ScoredBatch.PROBABILITY.name()));
  }

  /** A table with this column as well. */
  public static TableSchema addTo(TableSchema schema) {
    return schema.with(COLUMN);
  }
}
