package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Small boosters and their rows, for tests. */
public final class Boosters {
  private Boosters() {}

  /** Rows of which a fifth of the cells is missing and another fifth zero. */
  public static FloatMatrix rows(int rows, int columns, long seed) {
    var random = new Random(seed);
    var matrix = FloatMatrix.of(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float value = (float) random.nextGaussian();
        int kind = random.nextInt(5);
        matrix.set(row, column, kind == 0 ? Float.NaN : kind == 1 ? 0 : value);
      }
    }
    return matrix;
  }

  /** A booster trained on rows whose label follows from the first column; missing means more. */
  public static byte[] train(FloatMatrix rows, String objective) throws XGBoostError {
    var random = new Random(5);
    var labels = new float[rows.rows()];
    for (int row = 0; row < labels.length; row++) {
      float first = rows.get(row, 0);
      double chance = Float.isNaN(first) ? 0.8 : first == 0 ? 0.1 : 1 / (1 + Math.exp(-2 * first));
      labels[row] = random.nextDouble() < chance ? 1 : 0;
    }
    return train(rows, labels, objective);
  }

  /** A booster trained on rows and their labels. */
  public static byte[] train(FloatMatrix rows, float[] labels, String objective)
      throws XGBoostError {
    var matrix = new DMatrix(rows.values(), rows.rows(), rows.columns(), Float.NaN);
    matrix.setLabel(labels);
    var parameters =
        new HashMap<String, Object>(
            Map.of("objective", objective, "max_depth", 3, "eta", 0.3, "nthread", 1));
    if (objective.startsWith("multi")) {
      parameters.put("num_class", 2);
    }
    return XGBoost.train(matrix, parameters, 8, Map.of(), null, null).toByteArray("ubj");
  }

  /** What XGBoost itself predicts through a DMatrix. */
  public static float[] predict(byte[] booster, FloatMatrix rows) throws Exception {
    var matrix = new DMatrix(rows.values(), rows.rows(), rows.columns(), Float.NaN);
    var outputs = XGBoost.loadModel(booster).predict(matrix);
    var probabilities = new float[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      probabilities[i] = outputs[i][0];
    }
    return probabilities;
  }
}
