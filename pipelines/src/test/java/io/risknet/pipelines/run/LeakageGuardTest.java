package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.freddiemac.LabelRule;
import io.risknet.pipelines.freddiemac.LabelledLoans;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FeatureStrength;
import io.risknet.transforms.features.LeakageCheck;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The bar for the guard: it names a leak whose mark was forgotten, and no honest column. */
@BeamTest
class LeakageGuardTest {
  private static final int FOLDS = 5;
  private static final int LOANS = 10_000;
  private static final String LEAK = "undefaulted_progress";

  @TempDir static Path directory;

  /** The columns that the guard names, of a plan over all rows of a source. */
  private static List<String> suspects(Iterable<KV<Integer, RecordBatch>> rows, FeaturePlan plan) {
    var training =
        StreamSupport.stream(rows.spliterator(), false)
            .map(KV::getValue)
            .map(batch -> withFolds(withoutMark(batch)))
            .toList();
    return LeakageCheck.measure(plan.fit(training, FOLDS), training).stream()
        .filter(FeatureStrength::suspicious)
        .map(FeatureStrength::column)
        .toList();
  }

  private static RecordBatch withoutMark(RecordBatch batch) {
    var schema = batch.schema();
    return schema.contains(LEAK)
        ? batch.withSchema(schema.with(schema.column(LEAK).withRole(ColumnRole.INPUT)))
        : batch;
  }

  private static RecordBatch withFolds(RecordBatch batch) {
    var folds = IntStream.range(0, batch.rows()).mapToDouble(row -> row % FOLDS).toArray();
    return Folds.assign(batch, NumericColumn.of(folds));
  }

  private static void assertSuspects(
      TestPipeline pipeline,
      PTransform<PBegin, PCollectionTuple> source,
      FeaturePlan plan,
      List<String> expected) {
    PAssert.that(pipeline.apply(source).get(LabelledRows.ROWS))
        .satisfies(
            rows -> {
              assertThat(suspects(rows, plan)).isEqualTo(expected);
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
        1 << 22);
  }

  @Test
  void namesNoHonestColumnOfTheDemo(TestPipeline pipeline) throws Exception {
    var plan = FeaturePlan.fromJson(Specs.load("freddie-mac").features());

    assertSuspects(pipeline, loans(), plan, List.of());
  }

  @Test
  void namesTheProgressOfALoanWhoseMarkWasForgotten(TestPipeline pipeline) throws Exception {
    var honest = FeaturePlan.fromJson(Specs.load("freddie-mac").features());
    var features = new ArrayList<>(honest.features());
    features.add(Numeric.of(LEAK));

    assertSuspects(pipeline, loans(), FeaturePlan.of(features), List.of(LEAK));
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

    assertSuspects(pipeline, table, FeaturePlan.fromJson(spec.features()), List.of());
  }
}
