package io.risknet.transforms.splits;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.testing.BeamTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

@BeamTest
class SplitRecordsTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.id("id"), ColumnSchema.label("bad"));
  private static final SplitRule BY_HASH =
      new SplitRule.ByHash(new SplitRule.Shares(0.6, 0.2, 0.2), 7);
  private static final int ROWS = 2000;
  private static final int FOLDS = 5;

  private static String id(int i) {
    return "loan" + i;
  }

  private static double label(int i) {
    return i % 10 == 0 ? 1 : 0;
  }

  private static long unsignedHash(String id) {
    var bytes = id.getBytes(StandardCharsets.UTF_8);
    return IdHash.of(bytes, 0, bytes.length) ^ Long.MIN_VALUE;
  }

  /** Rows in the input form: one batch a bucket, sorted by hash. */
  private static List<KV<Integer, RecordBatch>> bucketed(int buckets) {
    var byBucket = new TreeMap<Integer, List<Integer>>();
    IntStream.range(0, ROWS)
        .boxed()
        .sorted(Comparator.comparingLong(i -> unsignedHash(id(i))))
        .forEach(
            i ->
                byBucket
                    .computeIfAbsent(
                        IdHash.bucket(unsignedHash(id(i)) ^ Long.MIN_VALUE, buckets),
                        bucket -> new ArrayList<>())
                    .add(i));
    var batches = new ArrayList<KV<Integer, RecordBatch>>();
    byBucket.forEach(
        (bucket, rows) ->
            batches.add(
                KV.of(
                    bucket,
                    RecordBatch.of(
                        SCHEMA,
                        TextColumn.of(
                            rows.stream().map(SplitRecordsTest::id).toArray(String[]::new)),
                        NumericColumn.of(
                            rows.stream().mapToDouble(SplitRecordsTest::label).toArray())))));
    return batches;
  }

  /** "id fold" of every row. */
  private static Set<String> foldsOf(Iterable<KV<Integer, RecordBatch>> train) {
    var folds = new HashSet<String>();
    for (var element : train) {
      var batch = element.getValue();
      for (int row = 0; row < batch.rows(); row++) {
        folds.add(batch.text("id").text(row) + " " + Folds.of(batch, row));
      }
    }
    return folds;
  }

  @Test
  void foldsAreTheRankOfTheHashWithinTheClassWhateverTheBuckets(TestPipeline pipeline) {
    for (int buckets : new int[] {1, 7}) {
      var parts =
          pipeline
              .apply("Rows" + buckets, Create.of(bucketed(buckets)).withCoder(coder()))
              .apply("Split" + buckets, SplitRecords.by(BY_HASH, FOLDS));
      PAssert.that("Folds" + buckets, parts.get(SplitRecords.TRAIN))
          .satisfies(
              train -> {
                assertThat(foldsOf(train)).isEqualTo(expectedFolds());
                return null;
              });
    }
    pipeline.run().waitUntilFinish();
  }

  /** By sorting all training rows of a class at once. */
  private static Set<String> expectedFolds() {
    var all = RecordBatch.concat(bucketed(1).stream().map(KV::getValue).toList());
    var slices = BY_HASH.slices(all);
    var folds = new HashSet<String>();
    for (double bad : new double[] {0, 1}) {
      int rank = 0;
      for (int row = 0; row < all.rows(); row++) {
        if (slices[row] == 0 && all.numeric("bad").get(row) == bad) {
          folds.add(all.text("id").text(row) + " " + rank++ % FOLDS);
        }
      }
    }
    return folds;
  }

  @Test
  void theHashSplitComesNearItsShares(TestPipeline pipeline) {
    var parts =
        pipeline
            .apply(Create.of(bucketed(3)).withCoder(coder()))
            .apply(SplitRecords.by(BY_HASH, FOLDS));

    PAssert.thatSingleton(parts.get(SplitRecords.PLAN))
        .satisfies(
            plan -> {
              assertThat(plan.sizes().get(Part.TRAIN).rows()).isBetween(1130L, 1270L);
              assertThat(plan.sizes().get(Part.TEST).rows()).isBetween(340L, 460L);
              assertThat(plan.sizes().values().stream().mapToLong(SplitPlan.Size::rows).sum())
                  .isEqualTo(ROWS);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void everyTrainingBatchHoldsOneFold(TestPipeline pipeline) {
    var parts =
        pipeline
            .apply(Create.of(bucketed(3)).withCoder(coder()))
            .apply(SplitRecords.by(BY_HASH, FOLDS));

    PAssert.that(parts.get(SplitRecords.TRAIN))
        .satisfies(
            train -> {
              for (var element : train) {
                assertThat(element.getValue().numeric(Folds.COLUMN.name()).values())
                    .containsOnly(Folds.of(element.getValue(), 0));
              }
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void bucketsAreFilledByTheHash(TestPipeline pipeline) {
    var all = RecordBatch.concat(bucketed(1).stream().map(KV::getValue).toList());
    var bucketed =
        pipeline
            .apply(Create.of(all).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(7));

    PAssert.that(bucketed)
        .satisfies(
            elements -> {
              var found = new TreeMap<Integer, Integer>();
              elements.forEach(e -> found.merge(e.getKey(), e.getValue().rows(), Integer::sum));
              var expected = new TreeMap<Integer, Integer>();
              bucketed(7).forEach(e -> expected.put(e.getKey(), e.getValue().rows()));
              assertThat(found).isEqualTo(expected);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static KvCoder<Integer, RecordBatch> coder() {
    return KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of());
  }
}
