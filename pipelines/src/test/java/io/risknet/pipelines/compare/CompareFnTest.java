package io.risknet.pipelines.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Collections2;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

class CompareFnTest {

  /** To the last bit, which the order of a sum decides. */
  @Test
  void bucketsMayComeInAnyOrder() {
    var random = new Random(3);
    var buckets = IntStream.range(0, 4).mapToObj(bucket -> KV.of(bucket, rows(random))).toList();
    var compare = new CompareFn("one", "another", "A default is what is told here.", 0, 1);
    var expected = compare.comparison(buckets);

    assertThat(Collections2.permutations(buckets))
        .hasSize(24)
        .allSatisfy(order -> assertThat(compare.comparison(order)).isEqualTo(expected));
  }

  private static RecordBatch rows(Random random) {
    double[] labels = random.doubles(101).map(Math::round).toArray();
    return RecordBatch.of(
        ScoreBothFn.SCORES,
        NumericColumn.of(random.doubles(101).toArray()),
        NumericColumn.of(random.doubles(101).toArray()),
        NumericColumn.of(labels));
  }
}
