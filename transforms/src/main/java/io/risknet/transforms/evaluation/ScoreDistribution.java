package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.records.RecordBatch;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The number of positive and negative rows at every distinct score: all that metrics of a binary
 * classifier need, exactly. Immutable and mergeable; the same rows give the same distribution
 * whatever their order and sharding. It takes 24 bytes a distinct score. (Beam keeps the
 * distribution of no rows in the plan of a global combine, hence {@link Serializable}.)
 *
 * <p>Rows without a score, and rows without a label, are counted apart: nothing is dropped.
 *
 * <pre>{@code
 * var scores = ScoreDistribution.of(batch, "probability", "default").merge(others);
 * var metrics = BinaryMetrics.of(scores);
 * }</pre>
 */
public final class ScoreDistribution implements Serializable {
  private static final long serialVersionUID = 1;

  private static final ScoreDistribution EMPTY =
      new ScoreDistribution(new double[0], new long[0], new long[0], 0, 0);

  private final double[] scores;
  private final long[] positives;
  private final long[] negatives;
  private final long unscored;
  private final long unlabelled;

  /** Takes over the arrays: scores ascending and distinct, and the rows at each. */
  ScoreDistribution(
      double[] scores, long[] positives, long[] negatives, long unscored, long unlabelled) {
    this.scores = scores;
    this.positives = positives;
    this.negatives = negatives;
    this.unscored = unscored;
    this.unlabelled = unlabelled;
  }

  /** The distribution of no rows. */
  public static ScoreDistribution empty() {
    return EMPTY;
  }

  /**
   * The distribution of two numeric columns of a batch.
   *
   * @throws IllegalArgumentException when one is absent or not numeric, or as {@link #of(double[],
   *     double[])}
   */
  public static ScoreDistribution of(RecordBatch batch, String score, String label) {
    return of(batch.numeric(score).values(), batch.numeric(label).values());
  }

  /**
   * The distribution of these rows.
   *
   * @param scores higher for more likely positive; {@code NaN} counts as unscored
   * @param labels 1 or 0; {@code NaN} counts as unlabelled, with or without a score
   * @throws IllegalArgumentException when the lengths differ, or a label is another number
   */
  public static ScoreDistribution of(double[] scores, double[] labels) {
    checkArgument(
        scores.length == labels.length,
        "There are %s scores and %s labels.",
        scores.length,
        labels.length);
    var positive = new double[scores.length];
    var negative = new double[scores.length];
    int positives = 0;
    int negatives = 0;
    int unscored = 0;
    int unlabelled = 0;
    for (int i = 0; i < scores.length; i++) {
      // Adding zero turns -0.0 into 0.0, which sorting would otherwise tell apart.
      double score = scores[i] + 0.0;
      if (Double.isNaN(labels[i])) {
        unlabelled++;
      } else if (labels[i] != 0 && labels[i] != 1) {
        throw new IllegalArgumentException(
            "A label must be 1, 0 or missing, and one is " + labels[i] + "; fix the label column.");
      } else if (Double.isNaN(score)) {
        unscored++;
      } else if (labels[i] == 1) {
        positive[positives++] = score;
      } else {
        negative[negatives++] = score;
      }
    }
    var ofPositives = counted(Arrays.copyOf(positive, positives));
    var ofNegatives = counted(Arrays.copyOf(negative, negatives));
    var none = new ScoreDistribution(new double[0], new long[0], new long[0], unscored, unlabelled);
    return none.merge(ofPositives).merge(ofNegatives.swapped());
  }

  /** Run lengths of the sorted values, all taken for positives. */
  private static ScoreDistribution counted(double[] values) {
    Arrays.sort(values);
    var distinct = new double[values.length];
    var counts = new long[values.length];
    int size = 0;
    for (double value : values) {
      if (size == 0 || distinct[size - 1] != value) {
        distinct[size++] = value;
      }
      counts[size - 1]++;
    }
    return new ScoreDistribution(
        Arrays.copyOf(distinct, size), Arrays.copyOf(counts, size), new long[size], 0, 0);
  }

  private ScoreDistribution swapped() {
    return new ScoreDistribution(scores, negatives, positives, unscored, unlabelled);
  }

  /** The distribution of the rows of both; changes neither. */
  public ScoreDistribution merge(ScoreDistribution other) {
    int capacity = scores.length + other.scores.length;
    var newScores = new double[capacity];
    var newPositives = new long[capacity];
    var newNegatives = new long[capacity];
    int size = 0;
    for (int i = 0, j = 0; i < scores.length || j < other.scores.length; size++) {
      boolean mine =
          j == other.scores.length || (i < scores.length && scores[i] <= other.scores[j]);
      boolean others =
          i == scores.length || (j < other.scores.length && other.scores[j] <= scores[i]);
      newScores[size] = mine ? scores[i] : other.scores[j];
      if (mine) {
        newPositives[size] += positives[i];
        newNegatives[size] += negatives[i++];
      }
      if (others) {
        newPositives[size] += other.positives[j];
        newNegatives[size] += other.negatives[j++];
      }
    }
    return new ScoreDistribution(
        Arrays.copyOf(newScores, size),
        Arrays.copyOf(newPositives, size),
        Arrays.copyOf(newNegatives, size),
        unscored + other.unscored,
        unlabelled + other.unlabelled);
  }

  /** Number of distinct scores. */
  public int size() {
    return scores.length;
  }

  /** The distinct score at a position; they ascend. */
  public double score(int position) {
    return scores[position];
  }

  /** The position of a score that a row has. */
  int position(double score) {
    return Arrays.binarySearch(scores, score + 0.0);
  }

  /** Positive rows at the score of a position. */
  public long positives(int position) {
    return positives[position];
  }

  /** Negative rows at the score of a position. */
  public long negatives(int position) {
    return negatives[position];
  }

  /** Rows of both classes at the score of a position. */
  public long rows(int position) {
    return positives[position] + negatives[position];
  }

  /** Rows that have a score and a label. */
  public long rows() {
    return positives() + negatives();
  }

  /** Positive rows that have a score. */
  public long positives() {
    return Arrays.stream(positives).sum();
  }

  /** Negative rows that have a score. */
  public long negatives() {
    return Arrays.stream(negatives).sum();
  }

  /** Rows with a label and no score. */
  public long unscored() {
    return unscored;
  }

  /** Rows without a label, with or without a score. */
  public long unlabelled() {
    return unlabelled;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreDistribution that
        && Arrays.equals(scores, that.scores)
        && Arrays.equals(positives, that.positives)
        && Arrays.equals(negatives, that.negatives)
        && unscored == that.unscored
        && unlabelled == that.unlabelled;
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(scores);
    hash = 31 * hash + Arrays.hashCode(positives);
    hash = 31 * hash + Arrays.hashCode(negatives);
    return 31 * hash + Long.hashCode(31 * unscored + unlabelled);
  }

  @Override
  public String toString() {
    return positives() + " positives and " + negatives() + " negatives at " + size() + " scores";
  }
}
