package io.risknet.transforms.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.risknet.transforms.training.TrainingSet;
import java.io.Serializable;
import java.util.StringJoiner;

/**
 * One point of a search on one training set. The same trial has the same id in every run, on every
 * runner, so that its results can be found again.
 *
 * @param id 16 hexadecimal digits: a hash of all that decides over the trial's results. The number
 *     of rounds is not part of it, as one training serves every number, unless it may stop early.
 * @param point what is trained
 * @param folds number of cross-validation folds
 * @param cost how long a training round takes, against other trials
 */
public record Trial(String id, Point point, int folds, double cost) implements Serializable {
  /** To be raised when a change to the training makes results other than before. */
  static final int TRAINING_FORMAT = 2;

  /** To be raised when trainings stop early elsewhere than before. */
  private static final int STOPPING_FORMAT = 2;

  /**
   * The trial of a point.
   *
   * @param fits the fingerprint of the fitted features
   * @param seed the seed of the run
   */
  static Trial of(Point point, Search search, TrainingSet training, String fits, long seed) {
    var learner = search.learner(point);
    var rounds = search.strategy().space().rounds(point);
    var identity =
        new StringJoiner("\n")
            .add("format=" + TRAINING_FORMAT)
            .add("learner=" + learner.identity())
            .add("data=" + training.fingerprint())
            .add("fits=" + fits)
            .add("folds=" + training.folding())
            .add("seed=" + seed);
    if (rounds.patience() > 0) {
      // The format of what may stop early alone: others need not be trained again.
      identity
          .add("stopping=" + STOPPING_FORMAT)
          .add("rounds=" + rounds)
          .add("objective=" + search.objective().identity());
    }
    point.plan().forEach((name, value) -> identity.add("plan " + name + "=" + value));
    point.parameters().forEach((name, value) -> identity.add(name + "=" + value));
    var hash = Hashing.sha256().hashString(identity.toString(), UTF_8).toString();
    return new Trial(
        hash.substring(0, 16), point, training.folds(), learner.cost(point.parameters()));
  }

  /** Seeds whatever the training draws at random; follows from the id. */
  public int seed() {
    return (int) (Long.parseUnsignedLong(id, 16) >>> 33);
  }

  /** The id and the point, for people. */
  @Override
  public String toString() {
    return "trial %s (%s)".formatted(id, point);
  }
}
