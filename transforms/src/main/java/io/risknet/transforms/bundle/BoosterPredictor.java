package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.training.XGBoostLearner;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Predicts with a booster straight from the rows, without a DMatrix. That call is the one XGBoost
 * declares safe for several threads; {@code predict(DMatrix)} would lock them out of each other.
 */
final class BoosterPredictor implements Predictor {
  private final Booster booster;
  private final int columns;

  private BoosterPredictor(Booster booster, int columns) {
    this.booster = booster;
    this.columns = columns;
  }

  /**
   * A predictor of a booster saved as UBJSON or JSON.
   *
   * @throws IllegalArgumentException when XGBoost can't read it, or it does not take these features
   *     and give one probability
   */
  static BoosterPredictor of(byte[] saved, List<String> names) {
    var predictor = new BoosterPredictor(load(saved, names), names.size());
    try {
      predictor.checkOutput();
      return predictor;
    } catch (XGBoostError e) {
      throw unreadable(e);
    }
  }

  /**
   * A booster saved as UBJSON or JSON.
   *
   * @throws IllegalArgumentException when XGBoost can't read it, or it takes other features
   */
  static Booster load(byte[] saved, List<String> names) {
    var booster = load(saved);
    try {
      checkArgument(
          booster.getNumFeature() == names.size(),
          "The booster takes %s features, and there are %s; they belong to different trainings.",
          booster.getNumFeature(),
          names.size());
      return booster;
    } catch (XGBoostError e) {
      throw unreadable(e);
    }
  }

  /** A booster of any features. */
  static Booster load(byte[] saved) {
    try {
      var booster = XGBoost.loadModel(saved);
      // The caller's threads are the parallelism: a row is too little work to share out.
      booster.setParam("nthread", 1);
      return booster;
    } catch (XGBoostError | IOException e) {
      throw unreadable(e);
    } catch (LinkageError e) {
      throw XGBoostLearner.notLoaded(e);
    }
  }

  private static IllegalArgumentException unreadable(Exception cause) {
    return new IllegalArgumentException(
        "XGBoost "
            + Versions.current().get("xgboost")
            + " can't read the booster; train it with this version or an older one.",
        cause);
  }

  /** The values of all rows and nothing else, copied only where they are a window. */
  static float[] values(FloatMatrix rows) {
    int values = rows.rows() * rows.columns();
    var data = rows.values();
    return data.length == values
        ? data
        : Arrays.copyOfRange(data, rows.offset(0), rows.offset(0) + values);
  }

  /** The first prediction also settles the booster's own state, before threads share it. */
  private void checkOutput() throws XGBoostError {
    var row = new float[columns];
    Arrays.fill(row, Float.NaN);
    var output = booster.inplace_predict(row, 1, columns, Float.NaN)[0];
    checkArgument(
        output.length == 1 && output[0] >= 0 && output[0] <= 1,
        "The booster gives %s instead of one probability; train it with"
            + " objective=binary:logistic.",
        Arrays.toString(output));
  }

  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public float[] predict(FloatMatrix rows) {
    if (rows.rows() == 0) {
      return new float[0];
    }
    try {
      var outputs = booster.inplace_predict(values(rows), rows.rows(), columns, Float.NaN);
      var probabilities = new float[outputs.length];
      for (int i = 0; i < outputs.length; i++) {
        probabilities[i] = outputs[i][0];
      }
      return probabilities;
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not predict.", e);
    }
  }
}
