package io.risknet.pipelines.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.spec.ProtectedColumn;
import io.risknet.pipelines.spec.SegmentSpec;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.evaluation.ApprovalRule;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.ScoreDistributionCoder;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scoring.ScoredBatch;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.junit.jupiter.api.Test;

@BeamTest
class EvaluateSegmentsTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          ScoredBatch.PROBABILITY, ColumnSchema.label("default"), ColumnSchema.categorical("zip"));

  /** So many equal rows. */
  private record Rows(int number, String zip, double score, double label) {}

  @Test
  void aReferenceOfFewRowsIsComparedWithAndTold(TestPipeline pipeline) throws Exception {
    var rows = new ArrayList<Rows>();
    rows.add(new Rows(1, "rare", 0.1, 0));
    rows.add(new Rows(9, "", 0.1, 0));
    for (int zip = 0; zip < 60; zip++) {
      rows.add(new Rows(2, "zip " + zip, 0.1, 0));
      rows.add(new Rows(2, "zip " + zip, 0.9, 1));
    }
    var fair = fairLending(pipeline, new SampledNegatives(1), "rare", rows);
    var impact = fair.columns().get(0);

    assertThat(impact.reference()).contains("rare");
    // Fifty with a value, and the rows without one.
    assertThat(impact.groups()).hasSize(51);
    assertThat(impact.groups().get(0).value()).isEqualTo("rare");
    assertThat(impact.groups().get(1).impactRatio()).hasValue(0.5);
    assertThat(fair.warnings())
        .containsExactly(
            "The protected column 'zip' has 61 values in the test rows; 50 are told of, the"
                + " reference and those with the most rows.");
  }

  /** A tenth of the negatives is there: 90 of 110 loans are approved in A, and 45 of 55 in B. */
  @Test
  void negativesThatWereLeftOutCountAndTheSampleIsToldOf(TestPipeline pipeline) throws Exception {
    var fair =
        fairLending(
            pipeline,
            new SampledNegatives(0.1),
            "A",
            List.of(
                new Rows(9, "A", 0.1, 0),
                new Rows(1, "A", 0.9, 0),
                new Rows(10, "A", 0.9, 1),
                new Rows(4, "B", 0.1, 0),
                new Rows(1, "B", 0.9, 0),
                new Rows(5, "B", 0.1, 1)));

    assertThat(fair.approval().rate().orElseThrow()).isCloseTo(135 / 165.0, within(1e-15));
    assertThat(fair.columns().get(0).groups().get(1).impactRatio().orElseThrow())
        .isCloseTo(1, within(1e-15));
    assertThat(fair.warnings())
        .singleElement()
        .asString()
        .startsWith("The table holds a share of 0.1 of the negative rows.");
  }

  private static FairLending fairLending(
      TestPipeline pipeline, SampledNegatives sampled, String reference, List<Rows> rows)
      throws Exception {
    var batch = batch(rows);
    var review = Collected.<SegmentReview>create();
    var bundle =
        pipeline
            .apply("Bundle", Create.of(TestBundles.bundle()).withCoder(ModelBundleCoder.of()))
            .apply(View.asSingleton());
    var all =
        pipeline.apply(
            "All",
            Create.of(ScoreDistribution.of(batch, "probability", "default"))
                .withCoder(ScoreDistributionCoder.of()));
    var zip = new ProtectedColumn(SegmentSpec.of("zip"), reference);
    var plan = new SegmentPlan(List.of(), List.of(), List.of(zip), new ApprovalRule.Below(0.5));
    pipeline
        .apply("Rows", Create.of(batch).withCoder(RecordBatchCoder.of()))
        .apply(new EvaluateSegments(plan, "default", sampled, bundle, all))
        .apply(review.sink());
    pipeline.run().waitUntilFinish();
    return review.only().fairLending().orElseThrow();
  }

  private static RecordBatch batch(List<Rows> rows) {
    var each = rows.stream().flatMap(of -> Collections.nCopies(of.number(), of).stream()).toList();
    return RecordBatch.of(
        SCHEMA,
        NumericColumn.of(each.stream().mapToDouble(Rows::score).toArray()),
        NumericColumn.of(each.stream().mapToDouble(Rows::label).toArray()),
        CategoricalColumn.of(each.stream().map(Rows::zip).toArray(String[]::new)));
  }
}
