package io.risknet.transforms.tuning;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FeatureFitsCoder;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FitFeatures;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Fits every feature plan that a search may try, each as {@link FitFeatures} does. Gives the fits
 * by the key that {@link PlanTemplate#plans} gave the plan.
 *
 * <pre>{@code
 * PCollectionView<Map<String, FeatureFits>> fits =
 *     training.apply(FitPlans.of(plans, Folding.of(5))).apply(View.asMap());
 * }</pre>
 */
public final class FitPlans
    extends PTransform<PCollection<RecordBatch>, PCollection<KV<String, FeatureFits>>> {
  private static final long serialVersionUID = 1;

  private final transient Map<String, FeaturePlan> plans;
  private final Folding folding;

  private FitPlans(Map<String, FeaturePlan> plans, Folding folding) {
    this.plans = new LinkedHashMap<>(plans);
    this.folding = folding;
  }

  /** Fits these plans for these folds. */
  public static FitPlans of(Map<String, FeaturePlan> plans, Folding folding) {
    return new FitPlans(plans, folding);
  }

  @Override
  public PCollection<KV<String, FeatureFits>> expand(PCollection<RecordBatch> training) {
    PCollectionList<KV<String, FeatureFits>> fits = PCollectionList.empty(training.getPipeline());
    for (var plan : plans.entrySet()) {
      var name = plan.getKey().isEmpty() ? "Plan" : "Plan " + plan.getKey();
      fits =
          fits.and(
              training
                  .apply(name, FitFeatures.of(plan.getValue(), folding))
                  .apply("Key " + plan.getKey(), WithKeys.of(plan.getKey()))
                  .setCoder(KvCoder.of(StringUtf8Coder.of(), FeatureFitsCoder.of())));
    }
    return fits.apply("All", Flatten.pCollections());
  }
}
