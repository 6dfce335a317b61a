package io.risknet.transforms.records;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Name, storage type and role of one column.
 *
 * @param name the column's name, not blank
 * @param type how its values are held
 * @param role what it may be used for
 */
public record ColumnSchema(String name, ColumnType type, ColumnRole role) implements Serializable {

  /** Checks that the name is not blank. */
  public ColumnSchema {
    requireNonNull(type, "type");
    requireNonNull(role, "role");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A column needs a name; this one is blank.");
    }
  }

  /** A numeric input column. */
  public static ColumnSchema numeric(String name) {
    return new ColumnSchema(name, ColumnType.NUMERIC, ColumnRole.INPUT);
  }

  /** A categorical input column. */
  public static ColumnSchema categorical(String name) {
    return new ColumnSchema(name, ColumnType.CATEGORICAL, ColumnRole.INPUT);
  }

  /** A calendar month input column. */
  public static ColumnSchema month(String name) {
    return new ColumnSchema(name, ColumnType.MONTH, ColumnRole.INPUT);
  }

  /** The column that identifies a row. */
  public static ColumnSchema id(String name) {
    return new ColumnSchema(name, ColumnType.TEXT, ColumnRole.ID);
  }

  /** The column to be predicted: 1, 0 or NaN. */
  public static ColumnSchema label(String name) {
    return new ColumnSchema(name, ColumnType.NUMERIC, ColumnRole.LABEL);
  }

  /** The same column in another role. */
  public ColumnSchema withRole(ColumnRole newRole) {
    return new ColumnSchema(name, type, newRole);
  }
}
