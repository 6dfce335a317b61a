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
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bar for the guard: it names a column made from the outcome, and no honest column. */
@BeamTest
class LeakageGuardTest {
  private static final int FOLDS = 5;
  private static final List<String> DEMO = List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4");
  private static final int LOANS = 10_000;
  private static final String OUTCOME = "undefaulted_progress";

  @TempDir static Path directory;

  /**
   * What the guard names of a plan's columns, over all rows of a source, no column being marked.
   */
  private static List<String> suspects(Iterable<KV<Integer, RecordBatch>> rows, FeaturePlan plan) {
    var training =
        StreamSupport.stream(rows.spliterator(), false)
            .map(KV::getValue)
            .map(LeakageGuardTest::withFolds)
            .map(LeakageGuardTest::withoutMarks)
            .toList();
    return LeakageCheck.measure(plan.fit(training, FOLDS), training).stream()
        .filter(FeatureStrength::suspicious)
        .map(FeatureStrength::column)
        .toList();
  }

  private static RecordBatch withFolds(RecordBatch batch) {
    var folds = IntStream.range(0, batch.rows()).mapToDouble(row -> row % FOLDS).toArray();
    return Folds.assign(batch, NumericColumn.of(folds));
  }

  private static RecordBatch withoutMarks(RecordBatch batch) {
    var schema = batch.schema();
    for (var column : schema.columns()) {
      schema =
          column.role() == ColumnRole.OUTCOME
              ? schema.with(column.withRole(ColumnRole.INPUT))
              : schema;
    }
    return batch.withSchema(schema);
  }

  /** The demo's loans. */
  private static LabelledLoans loans(long seed) throws Exception {
    var files = directory.resolve("seed" + seed);
    for (var quarter : DEMO) {
      SyntheticQuarter.of(quarter)
          .withLoans(LOANS)
          .withSeed(seed)
          .withDirtyFraction(0)
          .write(files);
    }
    return new LabelledLoans(
        Specs.load("freddie-mac").table(),
        LabelRule.defaults(),
        files.resolve("historical_data_20*.txt").toString(),
        files.resolve("historical_data_time_*.txt").toString(),
        4,
        1 << 22,
        1 << 22);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void namesTheOutcomeOfLoansAndNothingElse(long seed, TestPipeline pipeline) throws Exception {
    var honest = FeaturePlan.fromJson(Specs.load("freddie-mac").features());
    var leaking = FeaturePlan.of(Numeric.of(OUTCOME));

    PAssert.that(pipeline.apply(loans(seed)).get(LabelledRows.ROWS))
        .satisfies(
            rows -> {
              assertThat(suspects(rows, leaking)).containsExactly(OUTCOME);
              assertThat(suspects(rows, honest)).isEmpty();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void namesNoHonestColumnOfTheCreditCards(TestPipeline pipeline) {
    var example = Path.of("../examples/uci-credit-default");
    var spec = Specs.load(example.resolve("spec.yaml").toString());
    var plan = FeaturePlan.fromJson(spec.features());
    var table =
        new LabelledTable(
            spec.table(),
            example.resolve("default_of_credit_card_clients.csv").toString(),
            4,
            1 << 20);

    PAssert.that(pipeline.apply(table).get(LabelledRows.ROWS))
        .satisfies(
            rows -> {
              assertThat(suspects(rows, plan)).isEmpty();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
