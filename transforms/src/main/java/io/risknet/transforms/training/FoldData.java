package io.risknet.transforms.training;

import java.util.List;
import java.util.SortedMap;

/**
 * One fold of cross-validation, made ready by a {@link Learner}: rows to learn from and rows held
 * out. Several threads may train on it at the same time, and each gets what it would get alone.
 */
public interface FoldData extends AutoCloseable {

  /**
   * Trains one model and ranks the held-out rows with it after some numbers of rounds. A value is
   * the same as that of a training that ends there.
   *
   * @param parameters hyperparameters by name
   * @param seed seeds whatever is drawn at random
   * @param rounds the numbers of rounds, at least one
   * @return the area under the ROC curve of the held-out rows after each number of rounds
   */
  SortedMap<Integer, Double> rocAuc(
      SortedMap<String, Double> parameters, int seed, List<Integer> rounds);

  /** Frees its memory; no training may be running. */
  @Override
  void close();
}
