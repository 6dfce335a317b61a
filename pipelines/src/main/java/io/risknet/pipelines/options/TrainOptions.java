package io.risknet.pipelines.options;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** {@code risknet train}: from raw files to a model, its evaluation and scores. */
public interface TrainOptions extends LabelledInputOptions {

  /** The experiment of a run that is logged to MLflow. */
  String DEFAULT_MLFLOW_EXPERIMENT = "risknet";

  @Description("What the data is: freddie-mac, or the path of a YAML spec.")
  @Validation.Required
  String getSpec();

  void setSpec(String spec);

  @Description("Seeds whatever is drawn at random. The same input, spec and seed: the same result.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);

  @Description("First month of the validation part, YYYYMM; else the nearest to the spec's share.")
  @Default.String("")
  String getValidationFrom();

  void setValidationFrom(String month);

  @Description("First month of the test part, YYYYMM; else the nearest to the spec's share.")
  @Default.String("")
  String getTestFrom();

  void setTestFrom(String month);

  @Description(
      "How the folds of cross-validation are made, whatever the spec says: stratified, time (each"
          + " fold is evaluated by what earlier ones teach), or group:COLUMN (rows of a group share"
          + " a fold).")
  @Default.String("")
  String getFoldsBy();

  void setFoldsBy(String foldsBy);

  @Description("Stops the run when a feature is too good to be true, naming its column.")
  @Default.Boolean(true)
  boolean isLeakageCheck();

  void setLeakageCheck(boolean check);

  @Description(
      "Columns, separated by commas, that may be features although they are known only later, to see"
          + " what they would seem to gain (such a model fails its verdict), or although they are too"
          + " good to be true, as you know them to be honest.")
  @Default.String("")
  String getAllowLeakage();

  void setAllowLeakage(String columns);

  @Description("One of the feature sets of the spec's ablation; else all features of the spec.")
  @Default.String("")
  String getFeatureSet();

  void setFeatureSet(String name);

  @Description(
      "Measures how well the whole search does by nested cross-validation: searches again without"
          + " each fold in turn, and scores that fold. Takes as many more searches as there are folds.")
  @Default.Boolean(false)
  boolean isNested();

  void setNested(boolean nested);

  @Description(
      "What the winner is trained on: train, or train+validation. The validation part has no metrics"
          + " then, as they would tell nothing.")
  @Default.String("train")
  String getRefitOn();

  void setRefitOn(String parts);

  @Description(
      "Goes on with a run that was stopped, or extends one that ended: replaces its results, and"
          + " repeats none of its finished trainings.")
  @Default.Boolean(false)
  boolean isResume();

  void setResume(boolean resume);

  @Description(
      "How many trials may fail before the run does; by default any number, as long as one is done.")
  @Default.Integer(Integer.MAX_VALUE)
  int getMaxFailedTrials();

  void setMaxFailedTrials(int trials);

  @Description(
      "Begins no training of the search after so much time (90s, 30m, 2h), and goes on with the best"
          + " so far; by default there is no limit. Each search of --nested has as much. Results then"
          + " depend on the machine.")
  @Default.String("")
  String getMaxSearchTime();

  void setMaxSearchTime(String time);

  @Description(
      "Columns whose groups the model is to treat alike, such as sex,race; COLUMN:VALUE names the"
          + " group that the others are held against, in place of the most approved. They need not"
          + " be features.")
  @Default.InstanceFactory(NoColumns.class)
  List<String> getProtected();

  void setProtected(List<String> columns);

  @Description(
      "With --protected: the share of the test rows that is taken as approved, those of the lowest"
          + " scores.")
  @Default.Double(0.8)
  double getApprovalRate();

  void setApprovalRate(double share);

  @Description(
      "With --protected: rows that score below are taken as approved, in place of --approvalRate;"
          + " 0 stands for the threshold of that.")
  @Default.Double(0)
  double getApprovalThreshold();

  void setApprovalThreshold(double threshold);

  /** No column, unless one is named. */
  final class NoColumns implements DefaultValueFactory<List<String>> {
    @Override
    public List<String> create(PipelineOptions options) {
      return List.of();
    }
  }

  @Description(
      "Logs the run to an MLflow tracking server as well, such as http://host:5000. Credentials are"
          + " taken from MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and"
          + " MLFLOW_TRACKING_PASSWORD, in the environment of the workers.")
  @Default.String("")
  String getMlflow();

  void setMlflow(String server);

  @Description("With --mlflow: the experiment, which is made when it is not there.")
  @Default.String(DEFAULT_MLFLOW_EXPERIMENT)
  String getMlflowExperiment();

  void setMlflowExperiment(String name);
}
