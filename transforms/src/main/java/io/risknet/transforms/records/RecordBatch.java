package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some thousand rows of a table, stored column by column: what flows between RiskNet's transforms.
 * Immutable; columns are shared between a batch and those derived from it.
 *
 * <pre>{@code
 * var batch = RecordBatch.of(schema, TextColumn.of("a", "b"), NumericColumn.of(41, Double.NaN));
 * double dti = batch.numeric("dti").get(0);
 * }</pre>
 */
public final class RecordBatch {
  private static final int MAX_VALUES = 1 << 17;

  private final PackedBatch packed;
  private final int rows;

  private RecordBatch(TableSchema schema, ImmutableList<Column> columns, int rows) {
    this(PackedBatch.of(new PackedBatch.Contents(schema, columns), rows), rows);
  }

  RecordBatch(PackedBatch packed, int rows) {
    this.packed = packed;
    this.rows = rows;
  }

  PackedBatch packed() {
    return packed;
  }

  /**
   * A batch of these columns.
   *
   * @throws IllegalArgumentException when number, types or lengths of the columns do not fit
   */
  public static RecordBatch of(TableSchema schema, List<? extends Column> columns) {
    checkArgument(
        schema.size() == columns.size(),
        "The schema has %s columns, the batch %s.",
        schema.size(),
        columns.size());
    int rows = columns.isEmpty() ? 0 : columns.get(0).size();
    for (int i = 0; i < columns.size(); i++) {
      var expected = schema.columns().get(i);
      var column = columns.get(i);
      checkArgument(
          column.type() == expected.type() && column.size() == rows,
          "Column '%s' should hold %s values of type %s, and holds %s of type %s.",
          expected.name(),
          rows,
          expected.type(),
          column.size(),
          column.type());
    }
    return new RecordBatch(schema, ImmutableList.copyOf(columns), rows);
  }

  /** A batch of these columns; throws as {@link #of(TableSchema, List)}. */
  public static RecordBatch of(TableSchema schema, Column... columns) {
    return of(schema, List.of(columns));
  }

  /** The rows of all batches, which have one schema, one after the other. */
  public static RecordBatch concat(List<RecordBatch> batches) {
    checkArgument(!batches.isEmpty(), "There is no batch to concatenate.");
    if (batches.size() == 1) {
      return batches.get(0);
    }
    var builder =
        RecordBatchBuilder.of(
            batches.get(0).schema(), batches.stream().mapToInt(RecordBatch::rows).sum());
    for (var batch : batches) {
      builder.addAll(batch);
    }
    return builder.build();
  }

  /** Names, types and roles of the columns. */
  public TableSchema schema() {
    return packed.contents().schema();
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** The columns, in the schema's order. */
  public List<Column> columns() {
    return packed.contents().columns();
  }

  /**
   * The column of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Column column(String name) {
    return columns().get(schema().indexOf(name));
  }

  /** The numeric column of this name; throws when there is none, or it has another type. */
  public NumericColumn numeric(String name) {
    return typed(name, NumericColumn.class);
  }

  /** The categorical column of this name; throws when there is none, or it has another type. */
  public CategoricalColumn categorical(String name) {
    return typed(name, CategoricalColumn.class);
  }

  /** The text column of this name; throws when there is none, or it has another type. */
  public TextColumn text(String name) {
    return typed(name, TextColumn.class);
  }

  /** The month column of this name; throws when there is none, or it has another type. */
  public MonthColumn month(String name) {
    return typed(name, MonthColumn.class);
  }

  /** This batch with a column put in place of the one of that name, or added at the end. */
  public RecordBatch with(ColumnSchema columnSchema, Column column) {
    var changed = new ArrayList<>(columns());
    if (schema().contains(columnSchema.name())) {
      changed.set(schema().indexOf(columnSchema.name()), column);
    } else {
      changed.add(column);
    }
    return of(schema().with(columnSchema), changed);
  }

  /** This batch without these columns; names that are absent are ignored. */
  public RecordBatch without(Collection<String> names) {
    var kept = ImmutableList.<Column>builder();
    for (int i = 0; i < columns().size(); i++) {
      if (!names.contains(schema().columns().get(i).name())) {
        kept.add(columns().get(i));
      }
    }
    return new RecordBatch(schema().without(names), kept.build(), rows);
  }

  /** The batch made of these rows, in this order. */
  public RecordBatch take(int[] rowNumbers) {
    var taken = ImmutableList.<Column>builderWithExpectedSize(columns().size());
    for (var column : columns()) {
      taken.add(column.take(rowNumbers));
    }
    return new RecordBatch(schema(), taken.build(), rowNumbers.length);
  }

  /**
   * The same rows in batches of at most 131,072 values each, which is a megabyte of numbers: what a
   * shuffle carries has to be small, as Flink sorts records in buffers of a few megabytes.
   */
  public List<RecordBatch> pieces() {
    int rowsEach = Math.max(1, MAX_VALUES / Math.max(1, columns().size()));
    if (rows <= rowsEach) {
      return rows == 0 ? List.of() : List.of(this);
    }
    return IntStream.iterate(0, from -> from < rows, from -> from + rowsEach)
        .mapToObj(from -> take(IntStream.range(from, Math.min(rows, from + rowsEach)).toArray()))
        .toList();
  }

  /** The same columns under another schema of equal types, such as one with other roles. */
  public RecordBatch withSchema(TableSchema newSchema) {
    return of(newSchema, columns());
  }

  private <T extends Column> T typed(String name, Class<T> type) {
    var column = column(name);
    if (!type.isInstance(column)) {
      throw new IllegalArgumentException(
          "Column '" + name + "' is " + column.type() + ", not a " + type.getSimpleName() + ".");
    }
    return type.cast(column);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordBatch that
        && rows == that.rows
        && schema().equals(that.schema())
        && columns().equals(that.columns());
  }

  @Override
  public int hashCode() {
    return 31 * schema().hashCode() + columns().hashCode();
  }

  @Override
  public String toString() {
    return "RecordBatch of " + rows + " rows, " + schema();
  }
}
