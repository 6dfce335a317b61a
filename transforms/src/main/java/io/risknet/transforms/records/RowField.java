package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.PassThroughLogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.DateTimeZone;
import org.joda.time.ReadableInstant;

/**
 * The field of a Beam row that a column is filled from.
 *
 * @param name its name
 * @param index its position in the row
 * @param type the type of the column
 */
record RowField(String name, int index, ColumnType type) implements Serializable {
  private static final Set<String> DATES =
      Set.of(SqlTypes.DATE.getIdentifier(), SqlTypes.DATETIME.getIdentifier());

  /** The field of each column, in the order of the columns. */
  static List<RowField> of(TableSchema table, Schema schema) {
    var fields = new ArrayList<RowField>();
    for (var column : table.columns()) {
      checkArgument(
          schema.hasField(column.name()),
          "The rows have no field '%s'; they have %s.",
          column.name(),
          schema.getFieldNames());
      var type = schema.getField(column.name()).getType();
      checkArgument(
          fits(column.type(), type),
          "The field '%s' is of type %s, which can't fill a column of type %s.",
          column.name(),
          type.getTypeName(),
          column.type());
      fields.add(new RowField(column.name(), schema.indexOf(column.name()), column.type()));
    }
    return fields;
  }

  /** Whether a column type is the one that says most about a field type. */
  static boolean natural(ColumnType column, FieldType field) {
    if (field.getLogicalType() instanceof PassThroughLogicalType<?> named) {
      return natural(column, named.getBaseType());
    }
    return switch (column) {
      case NUMERIC ->
          field.getTypeName().isNumericType() || field.getTypeName() == TypeName.BOOLEAN;
      case MONTH ->
          field.getTypeName() == TypeName.DATETIME
              || (field.getTypeName() == TypeName.LOGICAL_TYPE
                  && DATES.contains(field.getLogicalType().getIdentifier()));
      case CATEGORICAL, TEXT -> field.getTypeName() == TypeName.STRING;
    };
  }

  private static boolean fits(ColumnType column, FieldType field) {
    boolean text = column == ColumnType.CATEGORICAL || column == ColumnType.TEXT;
    return natural(column, field) || (text && natural(ColumnType.NUMERIC, field));
  }

  /** Appends the value of a row to the column at a position. */
  void append(Row row, RecordBatchBuilder batch, int column) {
    Object value = row.getValue(index);
    switch (type) {
      case NUMERIC -> batch.numeric(column).append(number(value));
      case MONTH -> batch.month(column).append(month(value));
      case CATEGORICAL -> batch.categorical(column).append(text(value));
      case TEXT -> batch.text(column).append(text(value));
    }
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  private static int month(@Nullable Object value) {
    if (value == null) {
      return MonthColumn.MISSING;
    }
    if (value instanceof ReadableInstant instant) {
      var date = instant.toInstant().toDateTime(DateTimeZone.UTC);
      return MonthColumn.number(YearMonth.of(date.getYear(), date.getMonthOfYear()));
    }
    return MonthColumn.number(YearMonth.from((TemporalAccessor) value));
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return NumericColumn.of(((Number) value).doubleValue()).text(0);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }
}
