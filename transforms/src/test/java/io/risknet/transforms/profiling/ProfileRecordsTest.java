package io.risknet.transforms.profiling;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.testing.BeamTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

@BeamTest
class ProfileRecordsTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.numeric("dti"), ColumnSchema.categorical("state"));

  private static List<RecordBatch> batches(long seed, int count) {
    var random = new Random(seed);
    var batches = new ArrayList<RecordBatch>();
    for (int i = 0; i < count; i++) {
      int rows = 1 + random.nextInt(400);
      batches.add(
          RecordBatch.of(
              SCHEMA,
              NumericColumn.of(
                  random.doubles(rows).map(draw -> draw < 0.1 ? NONE : draw).toArray()),
              CategoricalColumn.of(
                  IntStream.range(0, rows)
                      .mapToObj(row -> "s" + random.nextInt(60))
                      .toArray(String[]::new))));
    }
    return batches;
  }

  private static final double NONE = Double.NaN;

  @Test
  void anyShardingGivesTheProfileOfAllRows(TestPipeline pipeline) {
    var batches = batches(1, 40);
    var expected = TableProfile.of(List.of(RecordBatch.concat(batches)));
    Collections.shuffle(batches, new Random(2));
    var profile =
        pipeline
            .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
            .apply(ProfileRecords.of(SCHEMA));

    PAssert.thatSingleton(profile).isEqualTo(expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anEarlierProfileIsComparedWith(TestPipeline pipeline) {
    var earlier = TableProfile.of(batches(1, 9));
    var profile =
        pipeline
            .apply(Create.of(batches(2, 5)).withCoder(RecordBatchCoder.of()))
            .apply(ProfileRecords.of(SCHEMA).against(earlier));

    PAssert.thatSingleton(profile).isEqualTo(TableProfile.of(batches(2, 5), earlier));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noBatchGivesAProfileOfNoRows(TestPipeline pipeline) {
    var none = RecordBatch.of(SCHEMA, NumericColumn.of(), CategoricalColumn.of());
    var earlier = TableProfile.of(batches(1, 2));
    var profile =
        pipeline
            .apply(Create.empty(RecordBatchCoder.of()))
            .apply(ProfileRecords.of(SCHEMA).against(earlier));

    PAssert.thatSingleton(profile).isEqualTo(TableProfile.of(List.of(none), earlier));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keysAreComparedWithOneOfThem(TestPipeline pipeline) {
    var keyed = new ArrayList<KV<String, RecordBatch>>();
    batches(1, 9).forEach(batch -> keyed.add(KV.of("train", batch)));
    batches(2, 5).forEach(batch -> keyed.add(KV.of("test", batch)));
    Collections.shuffle(keyed, new Random(3));
    var profiles =
        pipeline
            .apply(
                Create.of(keyed).withCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of())))
            .apply(ProfileRecords.perKey().against("train"));
    var train = TableProfile.of(batches(1, 9));

    PAssert.that(profiles)
        .containsInAnyOrder(
            List.of(KV.of("train", train), KV.of("test", TableProfile.of(batches(2, 5), train))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void batchesMayHaveDifferentColumns(TestPipeline pipeline) {
    var other =
        RecordBatch.of(TableSchema.of(ColumnSchema.numeric("score")), NumericColumn.of(1, 2));
    var all = new ArrayList<>(batches(4, 3));
    all.add(other);
    var profile =
        pipeline
            .apply(Create.of(all).withCoder(RecordBatchCoder.of()))
            .apply(ProfileRecords.of(SCHEMA));

    PAssert.thatSingleton(profile).isEqualTo(TableProfile.of(all));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void moreCategoriesThanAShuffleCarriesAtOnceAreCounted(TestPipeline pipeline) {
    var states = IntStream.range(0, 20_000).mapToObj(i -> "s" + i).toArray(String[]::new);
    var batch =
        RecordBatch.of(
            SCHEMA, NumericColumn.constant(1, states.length), CategoricalColumn.of(states));
    var profile =
        pipeline
            .apply(Create.of(batch).withCoder(RecordBatchCoder.of()))
            .apply(ProfileRecords.of(SCHEMA));

    PAssert.thatSingleton(profile).isEqualTo(TableProfile.of(List.of(batch)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aColumnOfTwoTypesIsNamed(TestPipeline pipeline) {
    var other =
        RecordBatch.of(TableSchema.of(ColumnSchema.categorical("dti")), CategoricalColumn.of("a"));
    pipeline
        .apply(Create.of(batches(1, 1).get(0), other).withCoder(RecordBatchCoder.of()))
        .apply(ProfileRecords.of(SCHEMA));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("The column 'dti' is ")
        .hasMessageContaining("give both the same type.");
  }
}
