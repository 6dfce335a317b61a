package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@BeamTest
class CheckRejectsTest {

  private static PCollection<Map<String, Long>> check(
      TestPipeline pipeline, double maxFraction, List<KV<String, Long>> tallies) {
    return pipeline
        .apply(Create.of(tallies).withCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())))
        .apply(CheckRejects.above(maxFraction));
  }

  @Test
  void sumsByName(TestPipeline pipeline) {
    var sums =
        check(
            pipeline,
            0.01,
            List.of(
                KV.of("loans.lines", 600L),
                KV.of("labelled", 7L),
                KV.of("loans.lines", 400L),
                KV.of("labelled", 5L)));

    PAssert.thatSingleton(sums).isEqualTo(Map.of("loans.lines", 1000L, "labelled", 12L));
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @CsvSource({"1,100,0.01", "29,100,0.29", "7,100,0.07", "0,100,0", "100,100,1", "0,0,0.01"})
  void asManyAsAreAllowedPass(long rejected, long lines, double maxFraction) {
    var pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    check(
        pipeline,
        maxFraction,
        List.of(KV.of("loans.lines", lines), KV.of("loans.rejected", rejected)));

    pipeline.run().waitUntilFinish();
  }

  @Test
  void oneMoreFailsWithTheTableAndTheNumbers(TestPipeline pipeline) {
    check(
        pipeline,
        0.01,
        List.of(
            KV.of("performance.lines", 5000L),
            KV.of("performance.rejected", 3L),
            KV.of("loans.lines", 100L),
            KV.of("loans.rejected", 1L),
            KV.of("loans.rejected", 1L)));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining("2 of the 100 lines of")
        .hasStackTraceContaining("loans")
        .hasStackTraceContaining("were rejected, more than --maxRejectFraction=0.01 allows");
  }

  @Test
  void withoutALabelWhatWasReadIsToldInTheOrderOfTheNames(TestPipeline pipeline) {
    pipeline
        .apply(
            Create.of(
                    List.of(
                        KV.of("loans.lines", 90L),
                        KV.of("withoutPerformance", 3L),
                        KV.of("loans.rejected", 0L),
                        KV.of("immature", 1L),
                        KV.of("duplicateMonths", 2L)))
                .withCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())))
        .apply(CheckRejects.above(0).withLabels());

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining(
            "what was read: duplicateMonths 2, immature 1, loans.lines 90, loans.rejected 0,"
                + " withoutPerformance 3.");
  }

  @Test
  void aShareIsBetweenZeroAndOne() {
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> CheckRejects.above(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("--maxRejectFraction should lie between 0 and 1, not be " + wrong + ".");
    }
  }
}
