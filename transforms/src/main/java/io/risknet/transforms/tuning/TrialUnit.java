package io.risknet.transforms.tuning;

import io.risknet.transforms.training.DataFingerprint;
import io.risknet.transforms.training.FoldCache;

/**
 * The piece of work that is sent out: one trial on one fold.
 *
 * @param trial what to train
 * @param fold the fold held out
 * @param budget how much to spend
 * @param patience of the trial's learner, see {@link Rounds}
 * @param training the fingerprint of the training rows
 * @param fits the fingerprint of the fitted features
 * @param deadline when it is too late to begin, in milliseconds since 1970
 */
record TrialUnit(
    Trial trial,
    int fold,
    Budget budget,
    int patience,
    DataFingerprint training,
    String fits,
    long deadline) {

  FoldCache.Key cacheKey(String learner) {
    return new FoldCache.Key(training, fits, learner, budget.share(), fold);
  }

  /** Whether what is wanted begins with what is known. */
  boolean goesOnFrom(UnitResult known) {
    int reached = known.reached();
    return budget.lastRounds() > reached
        && budget.rounds().stream()
            .filter(rounds -> rounds <= reached)
            .allMatch(rounds -> known.metrics().containsKey(rounds));
  }

  @Override
  public String toString() {
    return trial + " on fold " + fold;
  }
}
