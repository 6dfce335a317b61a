package io.risknet.transforms.training;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A fold as two of XGBoost's matrices. XGBoost builds the binned index of a matrix in the first
 * training on it and says nothing of two first trainings at once; here that training is over before
 * anybody else sees the matrix, and from then on it is only read.
 */
final class XGBoostFoldData implements FoldData {
  private final XGBoostLearner learner;
  private final DMatrix train;
  private final DMatrix heldOut;
  private final float[] labels;

  private XGBoostFoldData(XGBoostLearner learner, DMatrix train, DMatrix heldOut, float[] labels) {
    this.learner = learner;
    this.train = train;
    this.heldOut = heldOut;
    this.labels = labels;
  }

  static XGBoostFoldData of(
      XGBoostLearner learner, LabelledMatrix trainRows, LabelledMatrix heldOutRows) {
    var train = XGBoostLearner.matrix(trainRows);
    try {
      var heldOut = XGBoostLearner.matrix(heldOutRows);
      try {
        var fold = new XGBoostFoldData(learner, train, heldOut, heldOutRows.labels());
        fold.buildIndex();
        return fold;
      } catch (RuntimeException | Error e) {
        heldOut.dispose();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      // No collector frees native memory.
      train.dispose();
      throw e;
    }
  }

  private void buildIndex() {
    rocAuc(new TreeMap<>(), 0, List.of(1));
  }

  @Override
  public SortedMap<Integer, Double> rocAuc(
      SortedMap<String, Double> parameters, int seed, List<Integer> rounds) {
    try {
      var booster = learner.boost(train, parameters, seed, Collections.max(rounds));
      try {
        var areas = new TreeMap<Integer, Double>();
        // In ascending order, XGBoost adds the further trees to its last prediction.
        for (int limit : rounds.stream().sorted().toList()) {
          areas.put(limit, RocAuc.of(predict(booster, limit), labels));
        }
        return areas;
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError e) {
      throw XGBoostLearner.failed("train", e);
    }
  }

  private float[] predict(Booster booster, int trees) throws XGBoostError {
    var predictions = booster.predict(heldOut, false, trees);
    var scores = new float[predictions.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = predictions[row][0];
    }
    return scores;
  }

  @Override
  public void close() {
    train.dispose();
    heldOut.dispose();
  }
}
