package io.risknet.transforms.training;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model trained on all training rows, with what it takes to use it and to tell where it is from.
 *
 * @param learner the identity of the {@link Learner} that made it
 * @param model the model
 * @param features names of the columns it expects, in order
 * @param plan the plan parameters
 * @param parameters the hyperparameters
 * @param rounds the number of training rounds
 * @param trial the trial that won
 * @param selectedScore the trial's mean objective over the folds of cross-validation. It is the
 *     best of all trials, picked because it is, so it promises a little too much: quote the test
 *     set's
 * @param training what the training rows hold
 */
public record TrainedModel(
    String learner,
    SavedModel model,
    List<String> features,
    SortedMap<String, String> plan,
    SortedMap<String, Double> parameters,
    int rounds,
    String trial,
    double selectedScore,
    DataFingerprint training) {

  /** Takes copies of the collections. */
  public TrainedModel {
    features = List.copyOf(features);
    plan = Collections.unmodifiableSortedMap(new TreeMap<>(plan));
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }
}
