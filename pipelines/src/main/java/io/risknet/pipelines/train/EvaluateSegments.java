package io.risknet.pipelines.train;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multimaps;
import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.SegmentTable;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.evaluation.AdverseImpact;
import io.risknet.transforms.evaluation.Approval;
import io.risknet.transforms.evaluation.ApprovedSegment;
import io.risknet.transforms.evaluation.CollectScores;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.Segment;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.ScoredBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Evaluates scored rows by the values of columns, and compares the groups of protected ones. */
final class EvaluateSegments
    extends PTransform<PCollection<RecordBatch>, PCollection<SegmentReview>> {
  private static final long serialVersionUID = 1;

  private final SegmentPlan plan;
  private final String label;
  private final SampledNegatives sampled;
  private final PCollectionView<ModelBundle> bundle;
  private final transient PCollection<ScoreDistribution> all;

  /**
   * Evaluates by a plan.
   *
   * @param sampled how scores are corrected once they are measured
   * @param bundle whose features a protected column should not be
   * @param all the scores of all rows, one element
   */
  EvaluateSegments(
      SegmentPlan plan,
      String label,
      SampledNegatives sampled,
      PCollectionView<ModelBundle> bundle,
      PCollection<ScoreDistribution> all) {
    this.plan = plan;
    this.label = label;
    this.sampled = sampled;
    this.bundle = bundle;
    this.all = all;
  }

  @Override
  public PCollection<SegmentReview> expand(PCollection<RecordBatch> scored) {
    var rule = plan.approval();
    double kept = sampled.kept();
    var approval =
        all.apply(
                "Approve",
                MapElements.into(TypeDescriptor.of(Approval.class))
                    .via(scores -> rule.on(scores, kept)))
            .setCoder(JsonCoder.of(Approval.class));
    if (plan.columns().isEmpty()) {
      return approval
          .apply(
              "Nothing",
              MapElements.into(TypeDescriptor.of(SegmentReview.class))
                  .via(any -> new SegmentReview(ImmutableMap.of(), Optional.empty())))
          .setCoder(JsonCoder.of(SegmentReview.class));
    }
    PCollectionView<Approval> approved = approval.apply("Approval", View.asSingleton());
    PCollectionView<Iterable<ApprovedSegment>> segments =
        scored
            .apply("Divide", divide())
            .setCoder(RecordBatchCoder.of())
            .apply(
                "Collect",
                CollectScores.bySegment(ScoredBatch.PROBABILITY.name(), label, plan.names()))
            .apply("Evaluate", ParDo.of(new EvaluateFn(approved)).withSideInputs(approved))
            .setCoder(JsonCoder.of(ApprovedSegment.class))
            .apply("Segments", View.asIterable());
    return approval
        .apply(
            "Review",
            ParDo.of(new ReviewFn(plan, sampled, segments, bundle))
                .withSideInputs(segments, bundle))
        .setCoder(JsonCoder.of(SegmentReview.class));
  }

  private MapElements<RecordBatch, RecordBatch> divide() {
    var columns = plan.columns();
    return MapElements.into(TypeDescriptor.of(RecordBatch.class))
        .via(
            batch -> {
              var divided = batch;
              for (var column : columns) {
                var name = column.column();
                divided =
                    divided.with(ColumnSchema.categorical(name), column.divide(batch.column(name)));
              }
              return divided;
            });
  }

  private static final class EvaluateFn
      extends DoFn<KV<Segment, ScoreDistribution>, ApprovedSegment> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Approval> approval;

    EvaluateFn(PCollectionView<Approval> approval) {
      this.approval = approval;
    }

    @ProcessElement
    public void evaluate(ProcessContext context) {
      var scores = context.element();
      context.output(
          ApprovedSegment.of(scores.getKey(), scores.getValue(), context.sideInput(approval)));
    }
  }

  /** Puts the segments into the order of the plan. */
  private static final class ReviewFn extends DoFn<Approval, SegmentReview> {
    private static final long serialVersionUID = 1;

    private final SegmentPlan plan;
    private final SampledNegatives sampled;
    private final PCollectionView<Iterable<ApprovedSegment>> segmentsView;
    private final PCollectionView<ModelBundle> bundle;

    ReviewFn(
        SegmentPlan plan,
        SampledNegatives sampled,
        PCollectionView<Iterable<ApprovedSegment>> segmentsView,
        PCollectionView<ModelBundle> bundle) {
      this.plan = plan;
      this.sampled = sampled;
      this.segmentsView = segmentsView;
      this.bundle = bundle;
    }

    @ProcessElement
    public void review(ProcessContext context) {
      var segments =
          Multimaps.index(
              context.sideInput(segmentsView), of -> of.evaluation().segment().column());
      var tables = ImmutableMap.<String, SegmentTable>builder();
      for (var segment : plan.segments()) {
        var name = segment.column();
        tables.put(
            name,
            SegmentTable.of(
                segment,
                segments.get(name).stream()
                    .map(ApprovedSegment::evaluation)
                    .collect(toImmutableList()),
                plan.months().contains(name)));
      }
      var inputs = context.sideInput(bundle).features().inputs();
      context.output(
          new SegmentReview(
              tables.buildOrThrow(), fairLending(context.element(), segments, inputs)));
    }

    private Optional<FairLending> fairLending(
        Approval approval,
        ImmutableListMultimap<String, ApprovedSegment> segments,
        List<String> inputs) {
      if (plan.protectedColumns().isEmpty()) {
        return Optional.empty();
      }
      var impacts = plan.protectedColumns().stream();
      var names = plan.protectedColumns().stream().map(of -> of.segment().column()).toList();
      var warnings = names.stream().flatMap(name -> warnings(name, segments, inputs).stream());
      return Optional.of(
          new FairLending(
              approval.withThreshold(sampled.correct(approval.threshold())),
              impacts
                  .map(
                      of ->
                          AdverseImpact.of(
                                  of.segment().column(),
                                  of.reference(),
                                  segments.get(of.segment().column()))
                              .largest(SegmentTable.MOST))
                  .toList(),
              names.stream().filter(inputs::contains).toList(),
              Stream.concat(sampled.warning().stream(), warnings).toList()));
    }

    private static List<String> warnings(
        String name, ImmutableListMultimap<String, ApprovedSegment> segments, List<String> inputs) {
      var warnings = new ArrayList<String>();
      if (inputs.contains(name)) {
        warnings.add(
            "The protected column '%s' is a feature of the model".formatted(name)
                + ": where the law protects it, it may not be.");
      }
      long groups = segments.get(name).stream().filter(of -> !of.value().isEmpty()).count();
      if (groups > SegmentTable.MOST) {
        warnings.add(
            "The protected column '%s' has %d values in the test rows; %d are told of, the reference"
                    .formatted(name, groups, SegmentTable.MOST)
                + " and those with the most rows.");
      }
      return warnings;
    }
  }
}
