package io.risknet.transforms.training;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A fold as two of XGBoost's matrices. XGBoost builds the binned index of a matrix in the first
 * training on it and says nothing of two first trainings at once; here that training is over before
 * anybody else sees the matrix, and from then on it is only read.
 */
final class XGBoostFoldData implements FoldData {
  private final XGBoostLearner learner;
  private final XGBoostRows train;
  private final XGBoostRows heldOut;

  private XGBoostFoldData(XGBoostLearner learner, XGBoostRows train, XGBoostRows heldOut) {
    this.learner = learner;
    this.train = train;
    this.heldOut = heldOut;
  }

  static XGBoostFoldData of(XGBoostLearner learner, LabelledRows trainRows, LabelledRows heldOut) {
    var train = XGBoostRows.of(trainRows);
    try {
      var fold = new XGBoostFoldData(learner, train, XGBoostRows.of(heldOut));
      try {
        fold.buildIndex();
        return fold;
      } catch (RuntimeException | Error e) {
        fold.heldOut.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      train.close();
      throw e;
    }
  }

  private void buildIndex() {
    var unused = train(Training.of(new TreeMap<>(), 0, List.of(1)), (rounds, scores) -> true);
  }

  @Override
  public float[] labels() {
    return heldOut.labels();
  }

  @Override
  public long bytes() {
    return train.bytes() + heldOut.bytes();
  }

  @Override
  public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
    try {
      var settings =
          learner.settings(training.parameters(), train.names(), train.labels(), training.seed());
      try (var boosting = Boosting.start(train.matrix(), settings, training.start())) {
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
    var predictions = booster.predict(heldOut.matrix());
    var scores = new float[predictions.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = predictions[row][0];
    }
    return scores;
  }

  @Override
  public void close() {
    train.close();
    heldOut.close();
  }
}
