package io.risknet.pipelines.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.transforms.evaluation.ConfusionMatrix;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.ScoreDistributionCoder;
import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

@BeamTest
class ChooseThresholdTest {
  private static final KV<String, ScoreDistribution> VALIDATION =
      part("validation", new double[] {0.1, 0.2, 0.3, 0.4}, new double[] {0, 1, 0, 1});

  /** On these rows alone other thresholds would be cheapest. */
  private static final KV<String, ScoreDistribution> TRAIN =
      part("train", new double[] {0.6, 0.7}, new double[] {0, 1});

  private static final KV<String, ScoreDistribution> TEST =
      part("test", new double[] {0.05, 0.15, 0.3, 0.5}, new double[] {0, 1, 0, 1});

  @Test
  void theThresholdIsThatOfTheValidationRowsAlone(TestPipeline pipeline) {
    var points = choose(pipeline, new CostMatrix(1, 10), 1, List.of(TRAIN, VALIDATION, TEST));

    PAssert.thatSingleton(points)
        .satisfies(
            point -> {
              assertThat(point.threshold()).hasValue(0.2);
              assertThat(point.keptNegatives()).isEmpty();
              assertThat(point.parts().get("test").matrix())
                  .isEqualTo(new ConfusionMatrix(1, 1, 1, 1));
              assertThat(point.parts().get("test").cost()).isEqualTo(11);
              return null;
            });
    pipeline.run();
  }

  /**
   * Each negative row stands for ten, so both mistakes cost 10: of 0.2 and 0.4, which make one
   * each, the higher is taken. A tenth of its odds of 2 to 3 is 1 to 15.
   */
  @Test
  void negativeRowsCountForThoseThatWereLeftOut(TestPipeline pipeline) {
    var points = choose(pipeline, new CostMatrix(1, 10), 0.1, List.of(TRAIN, VALIDATION, TEST));

    PAssert.thatSingleton(points)
        .satisfies(
            point -> {
              assertThat(point.costs()).isEqualTo(new CostMatrix(1, 10));
              assertThat(point.keptNegatives()).hasValue(0.1);
              assertThat(point.threshold().orElseThrow()).isCloseTo(1 / 16.0, within(1e-12));
              assertThat(point.parts().get("test").matrix())
                  .isEqualTo(new ConfusionMatrix(1, 0, 2, 1));
              assertThat(point.parts().get("test").cost()).isEqualTo(10);
              assertThat(point.parts().get("test").costOfAll()).isEqualTo(20);
              return null;
            });
    pipeline.run();
  }

  @Test
  void withoutAValidationPartTheReasonIsTold(TestPipeline pipeline) {
    var points = choose(pipeline, new CostMatrix(1, 10), 1, List.of(TRAIN, TEST));

    PAssert.thatSingleton(points)
        .satisfies(
            point -> {
              assertThat(point.undefined()).contains("There is no row with a score and a label.");
              return null;
            });
    pipeline.run();
  }

  private static PCollection<OperatingPoint> choose(
      TestPipeline pipeline,
      CostMatrix costs,
      double kept,
      List<KV<String, ScoreDistribution>> parts) {
    var coder = KvCoder.of(StringUtf8Coder.of(), ScoreDistributionCoder.of());
    return pipeline
        .apply(Create.of(parts).withCoder(coder))
        .apply(new ChooseThreshold(costs, new SampledNegatives(kept)));
  }

  private static KV<String, ScoreDistribution> part(String name, double[] scores, double[] labels) {
    return KV.of(name, ScoreDistribution.of(scores, labels));
  }
}
