package io.risknet.transforms.records;

import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * The bridge between {@link RecordBatch}es and Beam's {@link Row}s, so that every RiskNet transform
 * can stand in anybody's pipeline.
 *
 * <pre>{@code
 * PCollection<RecordBatch> batches = rows.apply(RecordBatches.fromRows(schema));
 * PCollection<Row> scored = batches.apply(score).apply(RecordBatches.toRows(scoredSchema));
 * }</pre>
 *
 * <p>Numeric columns are {@code DOUBLE} fields, texts and categories {@code STRING}, months the
 * logical type {@link SqlTypes#DATE} with the first day of the month: a date sorts and compares as
 * such in Beam SQL, in Parquet and in other SDKs, which a text like {@code 2009-01} does not
 * promise. All fields are nullable, and null is missing. On the way in numeric columns take any
 * number and booleans (1 and 0), texts and categories also take numbers and booleans as text, and
 * months take dates and times (in UTC), of which the day is dropped. Roles are RiskNet's own: a
 * Beam schema does not hold them.
 */
public final class RecordBatches {
  private RecordBatches() {}

  /**
   * Makes batches of rows. The fields are found by name; a row schema that lacks one, or has it in
   * a type that the column can't take, is an error when the pipeline is put together.
   */
  public static PTransform<PCollection<Row>, PCollection<RecordBatch>> fromRows(
      TableSchema schema) {
    return new FromRows(schema);
  }

  /** Makes rows of batches; columns of the batches that the schema does not name are left out. */
  public static PTransform<PCollection<RecordBatch>, PCollection<Row>> toRows(TableSchema schema) {
    return new ToRows(schema);
  }

  /** The Beam schema of a table. */
  public static Schema schemaOf(TableSchema schema) {
    var fields = Schema.builder();
    for (var column : schema.columns()) {
      fields.addNullableField(
          column.name(),
          switch (column.type()) {
            case NUMERIC -> FieldType.DOUBLE;
            case CATEGORICAL, TEXT -> FieldType.STRING;
            case MONTH -> FieldType.logicalType(SqlTypes.DATE);
          });
    }
    return fields.build();
  }

  /**
   * The table that a Beam schema describes, all columns in the role {@link ColumnRole#INPUT}: texts
   * become categories, numbers and booleans numeric, and dates months. Mark the identifier and the
   * label with {@code schema.with(ColumnSchema.id("loan"))}.
   *
   * @throws IllegalArgumentException when a field is none of these, such as a list or a nested row
   */
  public static TableSchema schemaOf(Schema schema) {
    List<ColumnSchema> columns = schema.getFields().stream().map(RecordBatches::column).toList();
    return TableSchema.of(columns);
  }

  private static ColumnSchema column(Schema.Field field) {
    for (var type : List.of(ColumnType.NUMERIC, ColumnType.MONTH, ColumnType.CATEGORICAL)) {
      if (RowField.natural(type, field.getType())) {
        return new ColumnSchema(field.getName(), type, ColumnRole.INPUT);
      }
    }
    throw new IllegalArgumentException(
        "The field '"
            + field.getName()
            + "' is of type "
            + field.getType().getTypeName()
            + ", which is no column of a table; select the fields to use.");
  }

  private static final class FromRows
      extends PTransform<PCollection<Row>, PCollection<RecordBatch>> {
    private static final long serialVersionUID = 1;

    private final TableSchema schema;

    FromRows(TableSchema schema) {
      this.schema = schema;
    }

    @Override
    public PCollection<RecordBatch> expand(PCollection<Row> rows) {
      var fields = RowField.of(schema, rows.getSchema());
      return rows.apply("Batch", ParDo.of(new RowsToBatchesFn(schema, fields)))
          .setCoder(RecordBatchCoder.of());
    }
  }

  private static final class ToRows extends PTransform<PCollection<RecordBatch>, PCollection<Row>> {
    private static final long serialVersionUID = 1;

    private final TableSchema schema;

    ToRows(TableSchema schema) {
      this.schema = schema;
    }

    @Override
    public PCollection<Row> expand(PCollection<RecordBatch> batches) {
      var rowSchema = schemaOf(schema);
      return batches
          .apply("Unbatch", ParDo.of(new BatchesToRowsFn(schema, rowSchema)))
          .setRowSchema(rowSchema);
    }
  }
}
