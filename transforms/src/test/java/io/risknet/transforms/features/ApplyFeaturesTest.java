package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

@BeamTest
class ApplyFeaturesTest {
  private static final FeaturePlan PLAN =
      FeaturePlan.of(Numeric.of("dti"), MeanEncode.of("state"), OneHot.of("seller"));
  private static final RecordBatch TRAINING = Loans.folded(Loans.of(200, 1), 3, 2);
  private static final RecordBatch TEST = Loans.of(20, 3);

  @Test
  void appliesWhatWasFittedInTheSamePipeline(TestPipeline pipeline) {
    var fits =
        pipeline
            .apply("Training", Create.of(TRAINING).withCoder(RecordBatchCoder.of()))
            .apply(FitFeatures.of(PLAN, 3))
            .apply(View.asSingleton());

    PAssert.thatSingleton(test(pipeline).apply(ApplyFeatures.of(fits))).isEqualTo(expected());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void appliesWhatWasFittedBefore(TestPipeline pipeline) {
    var features = PLAN.fit(List.of(TRAINING), 3).total();

    PAssert.thatSingleton(test(pipeline).apply(ApplyFeatures.of(features))).isEqualTo(expected());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keepsIdAndLabel() {
    var schema = expected().schema();

    assertThat(schema.nameOf(ColumnRole.ID)).isEqualTo("loan");
    assertThat(schema.nameOf(ColumnRole.LABEL)).isEqualTo("default");
    assertThat(schema.columns()).hasSize(2 + 1 + 1 + 4);
    assertThat(expected().numeric("dti").get(0)).isEqualTo((float) TEST.numeric("dti").get(0));
  }

  private static PCollection<RecordBatch> test(TestPipeline pipeline) {
    return pipeline.apply("Test", Create.of(TEST).withCoder(RecordBatchCoder.of()));
  }

  private static RecordBatch expected() {
    return ApplyFeatures.encode(TEST, PLAN.fit(List.of(TRAINING), 3).total());
  }
}
