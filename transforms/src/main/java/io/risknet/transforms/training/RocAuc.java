package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The exact area under the ROC curve: the share of pairs of a positive and a negative row in which
 * the positive has the higher score, a tie counting one half. Counted in integers, so its bits do
 * not depend on the order of the rows.
 */
final class RocAuc {
  private RocAuc() {}

  /**
   * The area for these scores.
   *
   * @throws IllegalArgumentException when a score is NaN, or the labels are all the same
   */
  static double of(float[] scores, float[] labels) {
    var keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      checkArgument(!Float.isNaN(scores[i]), "The score of row %s is NaN.", i);
      keys[i] = ((long) ascending(scores[i]) << 1) | (labels[i] == 1 ? 1 : 0);
    }
    Arrays.sort(keys);
    long positives = 0;
    long negatives = 0;
    long wonTwice = 0;
    for (int start = 0, end; start < keys.length; start = end) {
      long score = keys[start] >> 1;
      long tiedPositives = 0;
      for (end = start; end < keys.length && keys[end] >> 1 == score; end++) {
        tiedPositives += keys[end] & 1;
      }
      long tiedNegatives = end - start - tiedPositives;
      wonTwice += tiedPositives * (2 * negatives + tiedNegatives);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    checkArgument(
        positives > 0 && negatives > 0,
        "%s positive and %s negative rows have no ROC curve; it takes both.",
        positives,
        negatives);
    return wonTwice / (2.0 * positives * negatives);
  }

  /** An integer in the order of the floats; both zeros are one. */
  private static int ascending(float score) {
    int bits = Float.floatToIntBits(score + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
