package io.risknet.transforms.training;

import java.util.List;
import java.util.Optional;
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
  private final List<String> names;
  private final float[] trainLabels;
  private final float[] labels;
  private final DMatrix train;
  private final DMatrix heldOut;

  private XGBoostFoldData(
      XGBoostLearner learner,
      LabelledMatrix trainRows,
      LabelledMatrix heldOutRows,
      DMatrix train,
      DMatrix heldOut) {
    this.learner = learner;
    this.names = trainRows.names();
    this.trainLabels = trainRows.labels();
    this.labels = heldOutRows.labels();
    this.train = train;
    this.heldOut = heldOut;
  }

  static XGBoostFoldData of(
      XGBoostLearner learner, LabelledMatrix trainRows, LabelledMatrix heldOutRows) {
    var train = XGBoostLearner.matrix(trainRows);
    try {
      var heldOut = XGBoostLearner.matrix(heldOutRows);
      try {
        var fold = new XGBoostFoldData(learner, trainRows, heldOutRows, train, heldOut);
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
    var unused = train(Training.of(new TreeMap<>(), 0, List.of(1)), (rounds, scores) -> true);
  }

  @Override
  public float[] labels() {
    return labels;
  }

  @Override
  public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
    try {
      var settings = learner.settings(training.parameters(), names, trainLabels, training.seed());
      try (var boosting = Boosting.start(train, settings, training.start())) {
        for (int rounds : training.rounds()) {
          boosting.upTo(rounds);
          // With more trees, XGBoost adds them to its last prediction.
          if (!checkpoints.reached(rounds, predict(boosting.booster()))) {
            break;
          }
        }
        return training.keep() ? Optional.of(boosting.snapshot()) : Optional.empty();
      }
    } catch (XGBoostError e) {
      throw XGBoostLearner.failed("train", e);
    }
  }

  private float[] predict(Booster booster) throws XGBoostError {
    var predictions = booster.predict(heldOut);
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
