package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** What every command that writes results takes. */
public interface RunOptions extends VerboseOptions {

  @Description("The directory for the results, on any file system that Beam knows.")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description("Starts anew, and replaces results that are there already.")
  @Default.Boolean(false)
  boolean isOverwrite();

  void setOverwrite(boolean overwrite);
}
