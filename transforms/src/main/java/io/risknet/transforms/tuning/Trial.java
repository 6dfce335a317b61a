package io.risknet.transforms.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.TrainingSet;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One combination of hyperparameters on one training set. The same trial has the same id in every
 * run, on every runner, so that its results can be found again.
 *
 * @param id 16 hexadecimal digits: a hash of all that decides over the trial's results. The number
 *     of rounds is not part of it, as one training serves every number.
 * @param parameters hyperparameters by name
 * @param folds number of cross-validation folds
 */
public record Trial(String id, SortedMap<String, Double> parameters, int folds)
    implements Serializable {
  /** To be raised when a change to the training makes results other than before. */
  static final int TRAINING_FORMAT = 1;

  /** Takes a copy of the parameters. */
  public Trial {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /**
   * The trial of some hyperparameters.
   *
   * @param fits the fingerprint of the fitted features
   * @param seed the seed of the run
   */
  static Trial of(
      SortedMap<String, Double> parameters,
      Learner learner,
      TrainingSet training,
      String fits,
      long seed) {
    var identity =
        new StringJoiner("\n")
            .add("format=" + TRAINING_FORMAT)
            .add("learner=" + learner.identity())
            .add("data=" + training.fingerprint())
            .add("fits=" + fits)
            .add("folds=" + training.folds())
            .add("seed=" + seed);
    parameters.forEach((name, value) -> identity.add(name + "=" + value));
    var hash = Hashing.sha256().hashString(identity.toString(), UTF_8).toString();
    return new Trial(hash.substring(0, 16), parameters, training.folds());
  }

  /** Seeds whatever the training draws at random; follows from the id. */
  public int seed() {
    return (int) (Long.parseUnsignedLong(id, 16) >>> 33);
  }

  /** The id and the parameters, for people. */
  @Override
  public String toString() {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Parameter.text(entry.getValue()))
        .collect(Collectors.joining(", ", "trial " + id + " (", ")"));
  }
}
