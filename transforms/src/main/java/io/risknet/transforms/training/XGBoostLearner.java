package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosted trees by XGBoost, natively ({@code binary:logistic}, {@code hist}). Missing
 * values are learnt from. One thread a training: as many trainings at a time as there are
 * processors take half the time of one after the other on all processors.
 *
 * <pre>{@code
 * var learner = XGBoostLearner.defaults().withMaxBins(128);
 * byte[] model = learner.train(rows, new TreeMap<>(Map.of("max_depth", 4.0)), 7, 100);
 * }</pre>
 *
 * @param maxBins the most bins a column is cut into; one for a whole search, so that its trainings
 *     share one binned index
 * @param threads the threads of one training; with another number the last bits of a model change
 * @see <a href="https://xgboost.readthedocs.io/en/release_2.1.0/parameter.html">XGBoost's
 *     parameters</a>
 */
public record XGBoostLearner(int maxBins, int threads) implements Learner {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;
  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.between("alpha", 0, UNBOUNDED),
          Parameter.above("colsample_bylevel", 0, 1),
          Parameter.above("colsample_bynode", 0, 1),
          Parameter.above("colsample_bytree", 0, 1),
          Parameter.above("eta", 0, 1),
          Parameter.between("gamma", 0, UNBOUNDED),
          Parameter.between("lambda", 0, UNBOUNDED),
          Parameter.between("max_delta_step", 0, UNBOUNDED),
          Parameter.whole("max_depth", 1, 20),
          Parameter.between("min_child_weight", 0, UNBOUNDED),
          Parameter.above("scale_pos_weight", 0, UNBOUNDED),
          Parameter.above("subsample", 0, 1));

  /** Checks the settings. */
  public XGBoostLearner {
    checkArgument(
        maxBins >= 2 && maxBins <= 65_536, "maxBins is from 2 to 65536, not %s.", maxBins);
    checkArgument(threads >= 1, "A training needs at least one thread, not %s.", threads);
  }

  /** 256 bins, one thread. */
  public static XGBoostLearner defaults() {
    return new XGBoostLearner(256, 1);
  }

  /** The same with columns cut into at most this many bins. */
  public XGBoostLearner withMaxBins(int newMaxBins) {
    return new XGBoostLearner(newMaxBins, threads);
  }

  /** The same with this many threads for one training. */
  public XGBoostLearner withThreads(int newThreads) {
    return new XGBoostLearner(maxBins, newThreads);
  }

  @Override
  public String identity() {
    return "xgboost maxBins=" + maxBins + " threads=" + threads;
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  /** A tree takes a pass over the sampled columns for each level. */
  @Override
  public double cost(SortedMap<String, Double> parameters) {
    return parameters.getOrDefault("max_depth", 6.0)
        * parameters.getOrDefault("colsample_bytree", 1.0);
  }

  @Override
  public FoldData prepare(LabelledMatrix train, LabelledMatrix heldOut) {
    return XGBoostFoldData.of(this, train, heldOut);
  }

  @Override
  public byte[] train(
      LabelledMatrix rows, SortedMap<String, Double> parameters, int seed, int rounds) {
    DMatrix matrix = matrix(rows);
    try {
      var booster = boost(matrix, parameters, seed, rounds);
      try {
        return booster.toByteArray("ubj");
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError e) {
      throw failed("train", e);
    } finally {
      matrix.dispose();
    }
  }

  Booster boost(DMatrix matrix, SortedMap<String, Double> parameters, int seed, int rounds)
      throws XGBoostError {
    return XGBoost.train(matrix, settings(parameters, seed), rounds, Map.of(), null, null);
  }

  static DMatrix matrix(LabelledMatrix rows) {
    try {
      var values = rows.values();
      var matrix = new DMatrix(values.values(), values.rows(), values.columns(), Float.NaN);
      try {
        matrix.setLabel(rows.labels());
        matrix.setFeatureNames(rows.names().toArray(String[]::new));
        return matrix;
      } catch (XGBoostError e) {
        matrix.dispose();
        throw e;
      }
    } catch (XGBoostError e) {
      throw failed("take over the rows", e);
    } catch (LinkageError e) {
      throw notLoaded(e);
    }
  }

  /** What the user has to do when XGBoost's native library does not load. */
  public static IllegalArgumentException notLoaded(LinkageError cause) {
    return new IllegalArgumentException(
        "XGBoost's native library does not load on this machine; install the OpenMP runtime"
            + " (libgomp1 on Debian and Ubuntu, libgomp on Amazon Linux).",
        cause);
  }

  static IllegalStateException failed(String what, XGBoostError cause) {
    return new IllegalStateException(
        "XGBoost failed to " + what + ": " + cause.getMessage(), cause);
  }

  private Map<String, Object> settings(SortedMap<String, Double> parameters, int seed) {
    var settings = new HashMap<String, Object>();
    parameters.forEach((name, value) -> settings.put(name, Parameter.text(value)));
    settings.put("objective", "binary:logistic");
    settings.put("tree_method", "hist");
    settings.put("max_bin", maxBins);
    settings.put("nthread", threads);
    settings.put("seed", seed);
    // Trainings that take turns on one thread share its random generator: seed it every round.
    settings.put("seed_per_iteration", true);
    settings.put("verbosity", 0);
    return settings;
  }
}
