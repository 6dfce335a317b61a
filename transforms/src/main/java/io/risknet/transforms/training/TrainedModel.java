package io.risknet.transforms.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model trained on all training rows, with what it takes to use it and to tell where it is from.
 *
 * @param learner the identity of the {@link Learner} that made it
 * @param model the model in the library's own format, for XGBoost UBJSON
 * @param features names of the columns it expects, in order
 * @param parameters the hyperparameters
 * @param rounds the number of training rounds
 * @param trial the trial that won
 * @param selectedRocAuc the trial's mean ROC AUC over the folds of cross-validation. It is the best
 *     of all trials, picked because it is, so it promises a little too much: quote the test set's
 * @param training what the training rows hold
 */
public record TrainedModel(
    String learner,
    Bytes model,
    List<String> features,
    SortedMap<String, Double> parameters,
    int rounds,
    String trial,
    double selectedRocAuc,
    DataFingerprint training) {

  /** Takes copies of the collections. */
  public TrainedModel {
    features = List.copyOf(features);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Bytes that compare by what they hold. */
  public static final class Bytes {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    /** These bytes, without a copy. */
    @JsonCreator
    public static Bytes of(byte[] bytes) {
      return new Bytes(bytes);
    }

    /** The bytes, not to be written to. */
    @JsonValue
    public byte[] toByteArray() {
      return bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return bytes.length + " bytes";
    }
  }
}
