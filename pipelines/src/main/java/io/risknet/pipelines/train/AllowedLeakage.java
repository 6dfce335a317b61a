package io.risknet.pipelines.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.risknet.pipelines.run.LabelledRows;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Columns that may be features although the leakage guard would stop the run for them.
 *
 * @param columns of the table
 * @param knownLater those of them that are marked as known only after the decision
 */
record AllowedLeakage(Set<String> columns, Set<String> knownLater) implements Serializable {

  /** Takes copies. */
  AllowedLeakage {
    columns = ImmutableSet.copyOf(columns);
    knownLater = ImmutableSet.copyOf(knownLater);
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
    return new AllowedLeakage(
        columns,
        Sets.filter(columns, column -> schema.column(column).role() == ColumnRole.OUTCOME));
  }

  /** The columns known only after the decision that a model reads. */
  List<String> leaks(ModelColumns model) {
    return sorted(Sets.intersection(knownLater, Set.copyOf(model.inputs())));
  }

  /**
   * The other columns that a model reads and that would have stopped the run by what they tell.
   *
   * @param suspects names of feature columns that are too good to be true
   */
  List<String> declaredHonest(ModelColumns model, Set<String> suspects) {
    return sorted(Sets.difference(Sets.intersection(columns, model.sources(suspects)), knownLater));
  }

  private static List<String> sorted(Set<String> columns) {
    return columns.stream().sorted().toList();
  }

  /** A schema without the marks of these columns. */
  TableSchema unmark(TableSchema schema) {
    var unmarked = schema;
    for (var column : schema.columns()) {
      if (knownLater.contains(column.name())) {
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
