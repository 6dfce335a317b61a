package io.risknet.transforms.evaluation;

/**
 * The rows whose scores lie in a range.
 *
 * @param lowest the lowest score that a row has
 * @param highest the highest
 * @param rows how many there are, at least one
 * @param positives those with label 1
 * @param meanScore the mean of the scores: where they are probabilities, the predicted share of
 *     positive rows
 */
public record ScoreBin(double lowest, double highest, long rows, long positives, double meanScore) {

  /** The rows at positions of a distribution, from the first to before the last. */
  static ScoreBin of(ScoreDistribution scores, int from, int to) {
    long rows = 0;
    long positives = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      rows += scores.rows(i);
      positives += scores.positives(i);
      sum += scores.rows(i) * scores.score(i);
    }
    double lowest = scores.score(from);
    double highest = scores.score(to - 1);
    // Rounding may take the mean of equal scores past them.
    return new ScoreBin(
        lowest, highest, rows, positives, Math.min(highest, Math.max(lowest, sum / rows)));
  }

  /** The share of positive rows: what was observed. */
  public double observed() {
    return positives / (double) rows;
  }
}
