package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** How input files are read. */
public interface ReadOptions extends RunOptions {

  @Description("The share of a table's lines that may be rejected before the run fails.")
  @Default.Double(0.01)
  double getMaxRejectFraction();

  void setMaxRejectFraction(double fraction);

  @Description(
      "Files are read in ranges of this many bytes, in parallel; 0 stands for a 16th of the input,"
          + " at least 8 and at most 128 MiB.")
  @Default.Long(0)
  long getRangeBytes();

  void setRangeBytes(long bytes);
}
