package io.risknet.pipelines.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.risknet.pipelines.run.LabelledRows;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.io.Serializable;
import java.util.Set;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Columns that may be features although the leakage guard would stop the run for them.
 *
 * @param columns of the table
 */
record AllowedLeakage(Set<String> columns) implements Serializable {

  /** Takes a copy. */
  AllowedLeakage {
    columns = ImmutableSet.copyOf(columns);
  }

  /**
   * The columns that the option {@code --allowLeakage} lists.
   *
   * @throws IllegalArgumentException naming the one that the table does not have
   */
  static AllowedLeakage of(String option, TableSchema schema) {
    var columns =
        ImmutableSet.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().split(option));
    for (var column : columns) {
      checkArgument(
          schema.contains(column),
          "--allowLeakage=%s names the column '%s', which the table does not have; its columns are"
              + " %s.",
          option,
          column,
          schema.columns().stream().map(ColumnSchema::name).toList());
    }
    return new AllowedLeakage(columns);
  }

  /** A schema without the marks of these columns. */
  TableSchema unmark(TableSchema schema) {
    var unmarked = schema;
    for (var column : schema.columns()) {
      if (columns.contains(column.name()) && column.role() == ColumnRole.OUTCOME) {
        unmarked = unmarked.with(column.withRole(ColumnRole.INPUT));
      }
    }
    return unmarked;
  }

  /** {@link LabelledRows#ROWS} without the marks of these columns. */
  PCollection<KV<Integer, RecordBatch>> unmark(PCollection<KV<Integer, RecordBatch>> rows) {
    return columns.isEmpty()
        ? rows
        : rows.apply(
                "AllowLeakage",
                MapValues.into(TypeDescriptor.of(RecordBatch.class))
                    .via((RecordBatch batch) -> batch.withSchema(unmark(batch.schema()))))
            .setCoder(rows.getCoder());
  }
}
