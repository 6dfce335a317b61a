package io.risknet.transforms.profiling;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.RecordBatch;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What is counted of a table, column by column; bookkeeping is none of its columns. */
final class TableCounts {
  private final Map<String, ColumnCounts> columns = new TreeMap<>();

  /** Counts the rows of a batch, which may have other columns than those before. */
  void add(RecordBatch batch) {
    for (int i = 0; i < batch.schema().size(); i++) {
      var column = batch.schema().columns().get(i);
      if (column.role() != ColumnRole.BOOKKEEPING) {
        var counts = columns.computeIfAbsent(column.name(), name -> ColumnCounts.of(column.type()));
        counts.checkType(column.name(), column.type());
        counts.add(batch.columns().get(i));
      }
    }
  }

  /** Each column by its name. */
  void forEach(BiConsumer<String, ColumnCounts> action) {
    columns.forEach(action);
  }

  /** The profile of all rows, with what has changed since a reference. */
  TableProfile profile(Optional<TableProfile> reference) {
    var profiles = new TreeMap<String, ColumnProfile>();
    columns.forEach(
        (name, counts) ->
            profiles.put(
                name, counts.profile(name, reference.flatMap(table -> table.column(name)))));
    return TableProfile.of(profiles);
  }
}
