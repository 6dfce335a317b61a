package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet ablation}: a training run for each of a spec's feature sets. */
public interface AblationOptions extends TrainOptions {

  @Override
  @Description("The directory for the results, with a training run in it for each feature set.")
  @Validation.Required
  String getOutput();

  @Override
  @Description(
      "Goes on with an ablation that was stopped, or extends one that ended: keeps the feature sets"
          + " that are finished, and repeats no finished training of others.")
  @Default.Boolean(false)
  boolean isResume();

  @Override
  @Description("Not for this command, which takes all feature sets.")
  @Default.String("")
  String getFeatureSet();
}
