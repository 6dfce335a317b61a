package io.risknet.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet profile}: what a table holds, and how far it is from what a model learnt from. */
public interface ProfileOptions extends ReadOptions {

  /** From here on a population is commonly taken for another one. */
  double DEFAULT_MAX_PSI = 0.25;

  @Override
  @Description("The directory for profile.json, the manifest and rejects; else nothing is kept.")
  String getOutput();

  @Description("The table's files, as a path or glob.")
  @Validation.Required
  String getInput();

  void setInput(String glob);

  @Description(
      "The model that the table is compared with, the directory OUT/model of a training run: read"
          + " and cleaned as it would be for scoring, but for values that are not allowed, which"
          + " are compared as they are.")
  @Default.String("")
  String getAgainst();

  void setAgainst(String directory);

  @Description(
      "Without --against: what the table is, freddie-mac for origination files, or the path of a"
          + " YAML spec.")
  @Default.String("")
  String getSpec();

  void setSpec(String spec);

  @Description(
      "With --against: the population stability index that no column, and not the score, may"
          + " exceed; else the exit code is 3.")
  @Default.Double(DEFAULT_MAX_PSI)
  double getMaxPsi();

  void setMaxPsi(double psi);
}
