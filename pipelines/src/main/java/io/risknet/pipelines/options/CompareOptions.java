package io.risknet.pipelines.options;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet compare}: a champion and a challenger on the same rows. */
public interface CompareOptions extends LabelledInputOptions {

  @Override
  @Description("The directory for comparison.json, the manifest and rejects; else nothing is kept.")
  String getOutput();

  @Override
  @Description(
      "The origination files, as a path or glob of Freddie Mac. The label's options should be as in"
          + " the models' training.")
  @Default.String("")
  String getLoans();

  @Description(
      "Given twice: first the champion's directory OUT/model, then the challenger's. Neither should"
          + " have been trained on the rows.")
  @Validation.Required
  List<String> getModel();

  void setModel(List<String> directories);

  @Description(
      "The gain in ROC AUC that the challenger has to show beyond doubt: the lower end of its 95 %"
          + " interval has to lie above, or the exit code is 3. Below 0 a loss of so much is allowed.")
  @Default.Double(0)
  double getMinAucGain();

  void setMinAucGain(double gain);
}
