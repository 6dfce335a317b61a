package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.freddiemac.LabelRule;
import io.risknet.pipelines.freddiemac.LabelledLoans;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FeatureStrength;
import io.risknet.transforms.features.LeakageCheck;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half of the bar for the guard: it names no honest column. */
@BeamTest
class LeakageGuardTest {
  private static final int FOLDS = 5;
  private static final int LOANS = 10_000;

  @TempDir static Path directory;

  /** How strong the columns of a plan are, over all rows of a source. */
  private static List<FeatureStrength> strengths(
      Iterable<KV<Integer, RecordBatch>> rows, FeaturePlan plan) {
    var training =
        StreamSupport.stream(rows.spliterator(), false)
            .map(KV::getValue)
            .map(LeakageGuardTest::withFolds)
            .toList();
    return LeakageCheck.measure(plan.fit(training, FOLDS), training);
  }

  private static RecordBatch withFolds(RecordBatch batch) {
    var folds = IntStream.range(0, batch.rows()).mapToDouble(row -> row % FOLDS).toArray();
    return Folds.assign(batch, NumericColumn.of(folds));
  }

  private static void assertNoSuspects(
      TestPipeline pipeline, PTransform<PBegin, PCollectionTuple> source, FeaturePlan plan) {
    PAssert.that(pipeline.apply(source).get(LabelledRows.ROWS))
        .satisfies(
            rows -> {
              var strengths = strengths(rows, plan);
              assertThat(strengths.stream().filter(FeatureStrength::suspicious))
                  .as("of %s", strengths)
                  .isEmpty();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static LabelledLoans loans() throws Exception {
    var files = SyntheticQuarter.of("2009Q1").withLoans(LOANS).withDirtyFraction(0);
    if (!directory.resolve(files.loansFile()).toFile().exists()) {
      files.write(directory);
    }
    return new LabelledLoans(
        Specs.load("freddie-mac").table(),
        LabelRule.defaults(),
        directory.resolve(files.loansFile()).toString(),
        directory.resolve(files.performanceFile()).toString(),
        4,
        1 << 22,
        1 << 22);
  }

  @Test
  void namesNoHonestColumnOfTheDemo(TestPipeline pipeline) throws Exception {
    var plan = FeaturePlan.fromJson(Specs.load("freddie-mac").features());

    assertNoSuspects(pipeline, loans(), plan);
  }

  @Test
  void namesNoHonestColumnOfTheCreditCards(TestPipeline pipeline) {
    var example = Path.of("../examples/uci-credit-default");
    var spec = Specs.load(example.resolve("spec.yaml").toString());
    var table =
        new LabelledTable(
            spec.table(),
            example.resolve("default_of_credit_card_clients.csv").toString(),
            4,
            1 << 20);

    assertNoSuspects(pipeline, table, FeaturePlan.fromJson(spec.features()));
  }
}
