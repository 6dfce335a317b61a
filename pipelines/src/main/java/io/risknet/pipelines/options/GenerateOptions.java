package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet generate}: synthetic files in the Freddie Mac format. */
public interface GenerateOptions extends RunOptions {

  @Override
  @Description("The local directory for the two files.")
  @Validation.Required
  String getOutput();

  @Description("How many loans.")
  @Default.Integer(10_000)
  int getLoans();

  void setLoans(int loans);

  @Description("The quarter of origination, such as 2009Q1.")
  @Default.String("2009Q1")
  String getQuarter();

  void setQuarter(String quarter);

  @Description("The same seed gives the same bytes.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);

  @Description("The share of lines that are spoilt, to see what becomes of bad input.")
  @Default.Double(0.001)
  double getDirtyFraction();

  void setDirtyFraction(double fraction);
}
