package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet score}: a default probability for every row of a table. */
public interface ScoreOptions extends ReadOptions {

  @Description("The model: the directory OUT/model of a training run.")
  @Validation.Required
  String getModel();

  void setModel(String directory);

  @Description("The table's files, as a path or glob.")
  @Validation.Required
  String getInput();

  void setInput(String glob);

  @Description(
      "Names for each row up to so many columns that raise its probability most, the worst first.")
  @Default.Integer(0)
  int getReasons();

  void setReasons(int most);
}
