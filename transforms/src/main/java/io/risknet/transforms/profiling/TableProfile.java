package io.risknet.transforms.profiling;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.risknet.transforms.records.RecordBatch;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What the columns of a table hold, and, when it was made against a reference, how each of them has
 * moved away from it. The same rows give the same profile whatever their order; it is small however
 * many there are, and has a JSON form without a number that is none.
 *
 * <pre>{@code
 * var reference = TableProfile.of(training);
 * var today = TableProfile.of(batches, reference);
 * today.drifts().get("dti").stability().value();
 * }</pre>
 *
 * @param rows of the table: of the column that has most
 * @param columns by name
 */
public record TableProfile(long rows, Map<String, ColumnProfile> columns) {

  /** Copies the map, by name. */
  public TableProfile {
    columns = ImmutableSortedMap.copyOf(columns);
  }

  /**
   * The profile of some rows; columns in the role {@code BOOKKEEPING} are left out.
   *
   * @throws IllegalArgumentException when a column is of two types
   */
  public static TableProfile of(Collection<RecordBatch> batches) {
    return of(batches, Optional.empty());
  }

  /**
   * The same, with the {@link Drift} of each column that the reference has.
   *
   * @throws IllegalArgumentException when a column is of two types
   */
  public static TableProfile of(Collection<RecordBatch> batches, TableProfile reference) {
    return of(batches, Optional.of(reference));
  }

  private static TableProfile of(
      Collection<RecordBatch> batches, Optional<TableProfile> reference) {
    var counts = new TableCounts();
    batches.forEach(counts::add);
    return counts.profile(reference);
  }

  static TableProfile of(Map<String, ColumnProfile> columns) {
    return new TableProfile(
        columns.values().stream().mapToLong(ColumnProfile::rows).max().orElse(0), columns);
  }

  /** The profile of a column, if there is one of this name. */
  public Optional<ColumnProfile> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** This profile with these of its columns only. */
  public TableProfile keeping(Collection<String> names) {
    return new TableProfile(rows, Maps.filterKeys(columns, names::contains));
  }

  /** What the columns hold, without how they have moved. */
  public TableProfile withoutDrifts() {
    return new TableProfile(rows, Maps.transformValues(columns, ColumnProfile::withoutDrift));
  }

  /** How columns have moved away from the reference, for those that it has. */
  public Map<String, Drift> drifts() {
    return ImmutableSortedMap.copyOf(
        Maps.transformValues(
            Maps.filterValues(columns, column -> column.drift().isPresent()),
            column -> column.drift().orElseThrow()));
  }
}
