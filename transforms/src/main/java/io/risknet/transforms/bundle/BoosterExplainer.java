package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Contributions by XGBoost's TreeSHAP. That call is not for several threads: XGBoost4J lets one at
 * a time into a booster. So there are as many boosters as threads that ask at the same time.
 */
final class BoosterExplainer implements Explainer {
  private static final int ALL_TREES = 0;

  private final byte[] saved;
  private final int columns;
  private final Queue<Booster> idle = new ConcurrentLinkedQueue<>();

  private BoosterExplainer(byte[] saved, int columns) {
    this.saved = saved;
    this.columns = columns;
  }

  /** An explainer of a booster; throws as {@link BoosterPredictor#of}. */
  static BoosterExplainer of(byte[] saved, List<String> names) {
    var explainer = new BoosterExplainer(saved, names.size());
    explainer.idle.add(BoosterPredictor.load(saved, names));
    return explainer;
  }

  @Override
  public FloatMatrix contributions(FloatMatrix rows) {
    var contributions = FloatMatrix.of(rows.rows(), columns + 1);
    if (rows.rows() == 0) {
      return contributions;
    }
    var next = idle.poll();
    var booster = next == null ? BoosterPredictor.load(saved) : next;
    try {
      var of = predict(booster, rows);
      for (int row = 0; row < of.length; row++) {
        System.arraycopy(
            of[row], 0, contributions.values(), contributions.offset(row), columns + 1);
      }
      return contributions;
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not tell the contributions.", e);
    } finally {
      idle.add(booster);
    }
  }

  private static float[][] predict(Booster booster, FloatMatrix rows) throws XGBoostError {
    var matrix = new DMatrix(BoosterPredictor.values(rows), rows.rows(), rows.columns(), Float.NaN);
    try {
      return booster.predictContrib(matrix, ALL_TREES);
    } finally {
      // No collector frees native memory in time.
      matrix.dispose();
    }
  }
}
