package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.testing.BeamTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

@BeamTest
class RecordBatchesTest {
  private static final TableSchema TABLE =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.categorical("channel"),
          ColumnSchema.month("first_payment"));
  private static final Schema ROWS =
      Schema.builder()
          .addNullableStringField("loan")
          .addNullableDoubleField("dti")
          .addNullableStringField("channel")
          .addNullableLogicalTypeField("first_payment", SqlTypes.DATE)
          .build();

  // January 2009 is month 2009 * 12.
  private static final RecordBatch BATCH =
      RecordBatch.of(
          TABLE,
          TextColumn.of("F1", ""),
          NumericColumn.of(41.5, Double.NaN),
          CategoricalColumn.of("R", ""),
          MonthColumn.of(24_108, MonthColumn.MISSING));
  private static final Row FULL =
      Row.withSchema(ROWS).addValues("F1", 41.5, "R", LocalDate.of(2009, 1, 1)).build();
  private static final Row EMPTY = Row.nullRow(ROWS);

  @Test
  void aTableHasABeamSchema() {
    assertThat(RecordBatches.schemaOf(TABLE)).isEqualTo(ROWS);
  }

  @Test
  void aBeamSchemaIsATableOfInputs() {
    var schema =
        Schema.builder()
            .addInt64Field("units")
            .addBooleanField("interest_only")
            .addDecimalField("upb")
            .addStringField("channel")
            .addDateTimeField("sold")
            .addLogicalTypeField("first_payment", SqlTypes.DATE)
            .build();

    assertThat(RecordBatches.schemaOf(schema))
        .isEqualTo(
            TableSchema.of(
                ColumnSchema.numeric("units"),
                ColumnSchema.numeric("interest_only"),
                ColumnSchema.numeric("upb"),
                ColumnSchema.categorical("channel"),
                ColumnSchema.month("sold"),
                ColumnSchema.month("first_payment")));
  }

  @Test
  void aListIsNoColumn() {
    var schema = Schema.builder().addArrayField("history", FieldType.INT32).build();

    assertThatThrownBy(() -> RecordBatches.schemaOf(schema))
        .hasMessage(
            "The field 'history' is of type ARRAY, which is no column of a table; select the"
                + " fields to use.");
  }

  @Test
  void makesRowsOfBatches(TestPipeline pipeline) {
    var rows =
        pipeline
            .apply(Create.of(BATCH).withCoder(RecordBatchCoder.of()))
            .apply(RecordBatches.toRows(TABLE));

    PAssert.that(rows).containsInAnyOrder(FULL, EMPTY);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void makesBatchesOfRows(TestPipeline pipeline) {
    var batches =
        pipeline
            .apply(Create.of(List.of(FULL, EMPTY)).withRowSchema(ROWS))
            .apply(RecordBatches.fromRows(TABLE))
            .apply("Unbatch", RecordBatches.toRows(TABLE));

    PAssert.that(batches).containsInAnyOrder(FULL, EMPTY);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void takesFieldsByNameAndOfKindredTypes(TestPipeline pipeline) {
    var schema =
        Schema.builder()
            .addDateTimeField("first_payment")
            .addBooleanField("dti")
            .addByteArrayField("ignored")
            .addDecimalField("channel")
            .addInt64Field("loan")
            .build();
    // Half an hour before February in UTC, whatever the zone of the value.
    var time = new DateTime(2009, 1, 31, 23, 30, DateTimeZone.UTC);
    var row =
        Row.withSchema(schema)
            .addValues(time, true, new byte[] {1}, new BigDecimal("12.50"), 10_000_000_001L)
            .build();

    var batches =
        pipeline.apply(Create.of(row).withRowSchema(schema)).apply(RecordBatches.fromRows(TABLE));

    PAssert.thatSingleton(batches)
        .isEqualTo(
            RecordBatch.of(
                TABLE,
                TextColumn.of("10000000001"),
                NumericColumn.of(1),
                CategoricalColumn.of("12.50"),
                MonthColumn.of(24_108)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keepsWindowsApart(TestPipeline pipeline) {
    var table = TableSchema.of(ColumnSchema.numeric("x"));
    var schema = RecordBatches.schemaOf(table);
    var batches =
        pipeline
            .apply(
                Create.timestamped(
                        TimestampedValue.of(
                            Row.withSchema(schema).addValues(1.0).build(), Instant.ofEpochMilli(1)),
                        TimestampedValue.of(
                            Row.withSchema(schema).addValues(2.0).build(),
                            Instant.ofEpochMilli(60_001)))
                    .withCoder(RowCoder.of(schema)))
            .setRowSchema(schema)
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
            .apply(RecordBatches.fromRows(table));

    PAssert.that(batches)
        .containsInAnyOrder(
            RecordBatch.of(table, NumericColumn.of(1)), RecordBatch.of(table, NumericColumn.of(2)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void namesAFieldThatTheRowsLack(TestPipeline pipeline) {
    pipeline.enableAbandonedNodeEnforcement(false);
    var schema = Schema.builder().addStringField("loan").build();
    var rows =
        pipeline.apply(
            Create.of(Row.withSchema(schema).addValue("F1").build()).withRowSchema(schema));

    assertThatThrownBy(() -> rows.apply(RecordBatches.fromRows(TABLE)))
        .hasMessage("The rows have no field 'dti'; they have [loan].");
  }

  @Test
  void namesAFieldThatCanNotFillItsColumn(TestPipeline pipeline) {
    pipeline.enableAbandonedNodeEnforcement(false);
    var schema = Schema.builder().addStringField("x").build();
    var rows =
        pipeline.apply(
            Create.of(Row.withSchema(schema).addValue("1").build()).withRowSchema(schema));

    assertThatThrownBy(
            () -> rows.apply(RecordBatches.fromRows(TableSchema.of(ColumnSchema.numeric("x")))))
        .hasMessage("The field 'x' is of type STRING, which can't fill a column of type NUMERIC.");
  }
}
