package io.risknet.transforms.records;

import com.google.common.collect.ImmutableMap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ordered columns of a table. Immutable; equal when names, types and roles are equal.
 *
 * <pre>{@code
 * var schema = TableSchema.of(
 *     ColumnSchema.id("loan"), ColumnSchema.numeric("dti"), ColumnSchema.label("default"));
 * }</pre>
 */
public final class TableSchema implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<ColumnSchema> columns;
  private final ImmutableMap<String, Integer> positions;

  private TableSchema(List<ColumnSchema> columns) {
    this.columns = List.copyOf(columns);
    var byName = ImmutableMap.<String, Integer>builder();
    for (int i = 0; i < columns.size(); i++) {
      byName.put(columns.get(i).name(), i);
    }
    this.positions = byName.buildOrThrow();
  }

  /**
   * A schema of these columns.
   *
   * @throws IllegalArgumentException when a name occurs twice
   */
  public static TableSchema of(List<ColumnSchema> columns) {
    var names = columns.stream().map(ColumnSchema::name).toList();
    for (var name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new IllegalArgumentException("Column '" + name + "' is named twice; rename one.");
      }
    }
    return new TableSchema(columns);
  }

  /** A schema of these columns. */
  public static TableSchema of(ColumnSchema... columns) {
    return of(List.of(columns));
  }

  /** The columns in order. */
  public List<ColumnSchema> columns() {
    return columns;
  }

  /** Number of columns. */
  public int size() {
    return columns.size();
  }

  /** Whether there is a column of this name. */
  public boolean contains(String name) {
    return positions.containsKey(name);
  }

  /**
   * Position of a column.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public int indexOf(String name) {
    var position = positions.get(name);
    if (position == null) {
      throw new IllegalArgumentException(
          "There is no column '" + name + "'; the table has " + positions.keySet() + ".");
    }
    return position;
  }

  /** The column of this name; throws as {@link #indexOf}. */
  public ColumnSchema column(String name) {
    return columns.get(indexOf(name));
  }

  /** The first column in this role, if any. */
  public Optional<ColumnSchema> first(ColumnRole role) {
    return columns.stream().filter(column -> column.role() == role).findFirst();
  }

  /**
   * Name of the column in the role {@link ColumnRole#ID} or {@link ColumnRole#LABEL}.
   *
   * @throws IllegalArgumentException when no column has the role
   */
  public String nameOf(ColumnRole role) {
    return first(role)
        .map(ColumnSchema::name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No column has the role " + role + "; the table has " + columns + "."));
  }

  /** This schema with a column put in place of the one of that name, or added at the end. */
  public TableSchema with(ColumnSchema column) {
    var changed = new ArrayList<>(columns);
    if (contains(column.name())) {
      changed.set(indexOf(column.name()), column);
    } else {
      changed.add(column);
    }
    return of(changed);
  }

  /** This schema without these columns; names that are absent are ignored. */
  public TableSchema without(Collection<String> names) {
    return of(columns.stream().filter(column -> !names.contains(column.name())).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableSchema that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return Objects.hash(columns);
  }

  @Override
  public String toString() {
    return "TableSchema" + columns;
  }
}
