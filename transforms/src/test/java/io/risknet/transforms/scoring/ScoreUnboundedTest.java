package io.risknet.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Path;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class ScoreUnboundedTest {

  @Test
  void scoresAsBatchesArrive(TestPipeline pipeline, @TempDir Path directory) throws Exception {
    var bundle = TestBundles.bundle();
    bundle.save(PathBundleStore.of(directory));
    var early = TestBundles.raw(30, 31);
    var late = TestBundles.raw(20, 32);
    var arriving =
        TestStream.create(RecordBatchCoder.of())
            .addElements(TimestampedValue.of(early, Instant.EPOCH))
            .advanceWatermarkTo(Instant.EPOCH.plus(Duration.standardHours(1)))
            .addElements(TimestampedValue.of(late, Instant.EPOCH))
            .advanceWatermarkToInfinity();

    var scores =
        pipeline
            .apply(arriving)
            .apply(ScoreRecords.from(directory.toString()))
            .get(ScoreRecords.SCORES);

    var scorer = Scorer.of(bundle);
    assertThat(scores.isBounded()).isEqualTo(IsBounded.UNBOUNDED);
    PAssert.that(scores)
        .containsInAnyOrder(scorer.score(early).scores(), scorer.score(late).scores());
    pipeline.run().waitUntilFinish();
  }
}
