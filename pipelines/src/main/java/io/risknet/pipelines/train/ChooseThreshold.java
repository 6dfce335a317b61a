package io.risknet.pipelines.train;

import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.CutOff;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.splits.Part;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Chooses the threshold of least cost by the scores of the validation part, and judges it by those
 * of the test part.
 */
final class ChooseThreshold
    extends PTransform<PCollection<KV<String, ScoreDistribution>>, PCollection<OperatingPoint>> {
  private static final long serialVersionUID = 1;

  private final CostMatrix costs;
  private final SampledNegatives sampled;

  /**
   * Chooses by costs.
   *
   * @param sampled how costs are weighed, and scores are corrected once they are measured
   */
  ChooseThreshold(CostMatrix costs, SampledNegatives sampled) {
    this.costs = costs;
    this.sampled = sampled;
  }

  @Override
  public PCollection<OperatingPoint> expand(PCollection<KV<String, ScoreDistribution>> scores) {
    var by = sampled.weigh(costs);
    PCollectionView<CutOff> cheapest =
        EvaluateModel.ofPart(Part.VALIDATION, scores)
            .apply(
                "Cheapest",
                MapElements.into(TypeDescriptor.of(CutOff.class))
                    .via(of -> CutOff.cheapest(of, by)))
            .setCoder(JsonCoder.of(CutOff.class))
            .apply(
                "CutOff",
                View.<CutOff>asSingleton()
                    .withDefaultValue(CutOff.cheapest(ScoreDistribution.empty(), by)));
    return EvaluateModel.ofPart(Part.TEST, scores)
        .apply("Judge", ParDo.of(new JudgeFn(cheapest, costs, sampled)).withSideInputs(cheapest))
        .setCoder(JsonCoder.of(OperatingPoint.class));
  }

  private static final class JudgeFn extends DoFn<ScoreDistribution, OperatingPoint> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<CutOff> cheapest;
    private final CostMatrix costs;
    private final SampledNegatives sampled;

    JudgeFn(PCollectionView<CutOff> cheapest, CostMatrix costs, SampledNegatives sampled) {
      this.cheapest = cheapest;
      this.costs = costs;
      this.sampled = sampled;
    }

    @ProcessElement
    public void judge(ProcessContext context) {
      var point = OperatingPoint.of(context.sideInput(cheapest), context.element());
      context.output(sampled.correct(point, costs));
    }
  }
}
