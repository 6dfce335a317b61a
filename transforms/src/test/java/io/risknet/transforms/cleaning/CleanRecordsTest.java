package io.risknet.transforms.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.Origin;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.testing.BeamTest;
import java.util.Map;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

@BeamTest
class CleanRecordsTest {
  private static final TableSchema SCHEMA = TableSchema.of(ColumnSchema.numeric("dti"));
  private static final Map<String, ColumnRule> RULES =
      Map.of("dti", ColumnRule.none().withMissing(999).withRange(0, 65));

  @Test
  void separatesCleanRowsFromRejects(TestPipeline pipeline) {
    var batch =
        RecordBatch.of(
            Origin.addTo(SCHEMA),
            NumericColumn.of(41, 70, 999),
            CategoricalColumn.of("a.txt", "a.txt", "b.txt"),
            NumericColumn.of(1, Origin.position(3, 7), 2));

    var cleaned =
        pipeline
            .apply(Create.of(batch).withCoder(RecordBatchCoder.of()))
            .apply(CleanRecords.of(RULES));

    PAssert.thatSingleton(cleaned.get(CleanRecords.CLEAN))
        .isEqualTo(
            RecordBatch.of(
                Origin.addTo(SCHEMA),
                NumericColumn.of(41, Double.NaN),
                CategoricalColumn.of("a.txt", "b.txt"),
                NumericColumn.of(1, 2)));
    PAssert.that(cleaned.get(CleanRecords.REJECTS))
        .containsInAnyOrder(new Reject("clean", "a.txt", 3, 7, "dti", "70 is above 65", "70"));
    var result = pipeline.run();
    result.waitUntilFinish();
    var counters =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(CleanRecords.class))
                    .build())
            .getCounters();
    assertThat(counters)
        .extracting(counter -> counter.getName().getName(), MetricResult::getAttempted)
        .containsExactlyInAnyOrder(tuple("mended:dti", 1L), tuple("rejected:dti", 1L));
  }

  @Test
  void ofABatchFullOfRejectsTheFirstHundredStandForAll(TestPipeline pipeline) {
    var batch = RecordBatch.of(SCHEMA, NumericColumn.constant(70, 250));
    var rejects =
        pipeline
            .apply(Create.of(batch).withCoder(RecordBatchCoder.of()))
            .apply(CleanRecords.of(RULES))
            .get(CleanRecords.REJECTS)
            .apply(MapElements.into(TypeDescriptors.longs()).via(Reject::rows));

    PAssert.that(rejects.apply("Count", Count.globally())).containsInAnyOrder(100L);
    PAssert.that(rejects.apply("Sum", Sum.longsGlobally())).containsInAnyOrder(250L);
    pipeline.run();
  }

  @Test
  void rejectsRowsOfUnknownOriginAndDropsEmptyBatches(TestPipeline pipeline) {
    var cleaned =
        pipeline
            .apply(
                Create.of(RecordBatch.of(SCHEMA, NumericColumn.of(-1)))
                    .withCoder(RecordBatchCoder.of()))
            .apply(CleanRecords.of(RULES));

    PAssert.that(cleaned.get(CleanRecords.CLEAN)).empty();
    PAssert.that(cleaned.get(CleanRecords.REJECTS))
        .containsInAnyOrder(
            new Reject("clean", "", Reject.WHOLE_FILE, 0, "dti", "-1 is below 0", "-1"));
    pipeline.run().waitUntilFinish();
  }
}
