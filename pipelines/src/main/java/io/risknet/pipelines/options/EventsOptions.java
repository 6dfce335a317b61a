package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet events}: what happens in a search, for other programs. */
public interface EventsOptions extends VerboseOptions {

  @Description("The directory OUT of a training run, unfinished or finished.")
  @Validation.Required
  String getRun();

  void setRun(String directory);

  @Description("Waits for more until the run has finished; else tells what has happened so far.")
  @Default.Boolean(false)
  boolean isFollow();

  void setFollow(boolean follow);

  @Description("With --follow: how long to wait between two looks at the run (5s, 1m).")
  @Default.String("5s")
  String getInterval();

  void setInterval(String time);
}
