package io.risknet.transforms.features;

import com.google.common.collect.ImmutableSortedSet;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.util.Set;

/**
 * A column that a feature reads, and the types it can read.
 *
 * @param column the column's name
 * @param types what the column may hold
 */
public record Input(String column, Set<ColumnType> types) {

  /** Keeps the types in a fixed order, for messages. */
  public Input {
    types = ImmutableSortedSet.copyOf(types);
  }

  /** A column of numbers, or of months, which count as their month number. */
  public static Input number(String column) {
    return new Input(column, Set.of(ColumnType.NUMERIC, ColumnType.MONTH));
  }

  /** A column of categories. */
  public static Input category(String column) {
    return new Input(column, Set.of(ColumnType.CATEGORICAL));
  }

  /** A column of months. */
  public static Input month(String column) {
    return new Input(column, Set.of(ColumnType.MONTH));
  }

  /** A column of any type. */
  public static Input any(String column) {
    return new Input(column, Set.of(ColumnType.values()));
  }

  /**
   * Checks that a table has the column, of a fitting type, and that it may be a feature.
   *
   * @throws LeakageException when it is marked as known only later
   * @throws IllegalArgumentException naming the column, and saying what to do
   */
  void check(TableSchema schema, String feature) {
    if (!schema.contains(column)) {
      throw new IllegalArgumentException(
          "Feature '%s' reads column '%s', which the table does not have; its columns are %s."
              .formatted(
                  feature, column, schema.columns().stream().map(known -> known.name()).toList()));
    }
    var found = schema.column(column);
    if (found.role() == ColumnRole.OUTCOME) {
      throw new LeakageException(
          ("Column '%s' can't be a feature ('%s' reads it): it is known only after the decision,"
                  + " so it would leak the outcome. Take it out of the plan.")
              .formatted(column, feature));
    }
    if (found.role() != ColumnRole.INPUT) {
      throw new IllegalArgumentException(
          ("Column '%s' can't be a feature ('%s' reads it): its role is %s, and features are made"
                  + " of columns in the role INPUT only. Take it out of the plan.")
              .formatted(column, feature, found.role()));
    }
    if (!types.contains(found.type())) {
      throw new IllegalArgumentException(
          ("Feature '%s' reads columns of type %s, and column '%s' is %s. Declare it otherwise, or"
                  + " choose another feature.")
              .formatted(feature, types, column, found.type()));
    }
  }

  /** The numbers of a column of numbers or months, {@code NaN} when missing; not to be changed. */
  public static double[] numbers(RecordBatch batch, String column) {
    if (!(batch.column(column) instanceof MonthColumn months)) {
      NumericColumn numeric = batch.numeric(column);
      return numeric.values();
    }
    var numbers = new double[months.size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = months.isMissing(row) ? Double.NaN : months.get(row);
    }
    return numbers;
  }
}
