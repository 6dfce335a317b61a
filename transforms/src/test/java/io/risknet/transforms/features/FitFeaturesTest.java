package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

@BeamTest
class FitFeaturesTest {
  static final FeaturePlan PLAN =
      FeaturePlan.of(
              Numeric.of("dti"),
              Numeric.of("ltv"),
              Numeric.of("cltv"),
              Numeric.of("rare"),
              Numeric.of("same"),
              Numeric.of("first_payment"),
              MissingIndicator.of("dti"),
              Impute.median("dti"),
              OrdinalEncode.of("state"),
              MeanEncode.of("state"),
              OneHot.of("seller"),
              EqualColumns.of("seller", "servicer"),
              DateParts.of("first_payment"))
          .then(
              DropByMissingRatio.of(),
              DropByVariance.of(),
              DropByCorrelation.of(),
              MinMaxScale.of());

  @Test
  void takesThreePasses() {
    assertThat(PLAN.passes()).isEqualTo(3);
  }

  @Test
  void equalsTheLocalFitInOneBatchAShard(TestPipeline pipeline) {
    assertFit(pipeline, 1, Folding.of(5));
  }

  @Test
  void equalsTheLocalFitInManyShards(TestPipeline pipeline) {
    assertFit(pipeline, 17, Folding.of(5));
  }

  @Test
  void equalsTheLocalFitOnFoldsByTime(TestPipeline pipeline) {
    assertFit(pipeline, 17, new Folding.Forward(3));
  }

  private static void assertFit(TestPipeline pipeline, int shards, Folding folding) {
    var rows = Loans.folded(Loans.of(500, 1), folding.blocks(), 2);
    var shuffled = Loans.sharded(rows, shards, 3);
    var local = PLAN.fit(List.of(rows), folding);

    var fits =
        pipeline
            .apply(Create.of(shuffled).withCoder(RecordBatchCoder.of()))
            .apply(FitFeatures.of(PLAN, folding));

    PAssert.thatSingleton(fits).isEqualTo(local);
    pipeline.run().waitUntilFinish();
  }
}
