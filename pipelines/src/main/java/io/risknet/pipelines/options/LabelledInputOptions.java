package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Rows whose outcome is known: one table with its label, or Freddie Mac's two kinds of files. */
public interface LabelledInputOptions extends ReadOptions {

  @Description("The table's files, as a path or glob, where it holds its own label.")
  @Default.String("")
  String getInput();

  void setInput(String glob);

  @Description("The origination files, as a path or glob of Freddie Mac.")
  @Default.String("")
  String getLoans();

  void setLoans(String glob);

  @Description("The monthly performance files, as a path or glob of Freddie Mac.")
  @Default.String("")
  String getPerformance();

  void setPerformance(String glob);

  @Description("Freddie Mac: how many of a loan's first monthly rows decide its label.")
  @Default.Integer(60)
  int getLabelWindow();

  void setLabelWindow(int months);

  @Description("Freddie Mac: months past due from which a loan is in default.")
  @Default.Integer(3)
  int getLabelDelinquentMonths();

  void setLabelDelinquentMonths(int months);

  @Description("Freddie Mac: the zero balance codes that are a default.")
  @Default.String("3,6,9")
  String getLabelZeroBalanceCodes();

  void setLabelZeroBalanceCodes(String codes);

  @Description("Freddie Mac: ignores monthly rows after this month, YYYYMM.")
  @Default.String("")
  String getLabelAsOf();

  void setLabelAsOf(String month);

  @Description(
      "Freddie Mac: loans whose window has not elapsed and that have not ended: exclude them, or"
          + " count them as nonDefault.")
  @Default.String("exclude")
  String getImmature();

  void setImmature(String policy);
}
