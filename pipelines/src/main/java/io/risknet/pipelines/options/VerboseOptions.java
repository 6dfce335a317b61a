package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What every command takes. */
public interface VerboseOptions extends PipelineOptions {

  @Description("Tells more of what goes on, and shows the stack trace of a failure.")
  @Default.Boolean(false)
  boolean isVerbose();

  void setVerbose(boolean verbose);
}
