package io.risknet.transforms.tuning;

import io.risknet.transforms.training.FoldCache;
import io.risknet.transforms.training.TrainingSet;
import java.util.List;

/**
 * The piece of work that is sent out: one trial on one fold.
 *
 * @param trial what to train
 * @param fold the fold held out
 * @param rounds the numbers of rounds after which the held-out rows are ranked
 * @param training where the rows are
 * @param fits the fingerprint of the fitted features
 */
record TrialUnit(Trial trial, int fold, List<Integer> rounds, TrainingSet training, String fits) {
  FoldCache.Key cacheKey(String learner) {
    return new FoldCache.Key(training.fingerprint(), fits, learner, fold);
  }

  @Override
  public String toString() {
    return trial + " on fold " + fold;
  }
}
