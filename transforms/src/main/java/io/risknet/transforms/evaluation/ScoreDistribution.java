package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.records.RecordBatch;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The number of positive and negative rows at every distinct score: all that metrics of a binary
 * classifier need, exactly. Immutable and mergeable; the same rows give the same distribution
 * whatever their order and sharding. It takes 6 bytes a distinct score of single precision and 10
 * one of double, or up to 14 more where more than 255 rows share a score.
 *
 * <p>Rows without a score, and rows without a label, are counted apart: nothing is dropped.
 *
 * <pre>{@code
 * var scores = ScoreDistribution.of(batch, "probability", "default").merge(others);
 * var metrics = BinaryMetrics.of(scores);
 * }</pre>
 */
public final class ScoreDistribution {
  private static final ScoreDistribution EMPTY = new Builder(0, true).build(0, 0);

  private final int size;
  private final Scores scores;
  private final Counts positives;
  private final Counts negatives;
  private final long allPositives;
  private final long allNegatives;
  private final long unscored;
  private final long unlabelled;

  private ScoreDistribution(Builder builder, long unscored, long unlabelled) {
    this.size = builder.size;
    this.scores = builder.scores;
    this.positives = builder.positives;
    this.negatives = builder.negatives;
    this.allPositives = builder.allPositives;
    this.allNegatives = builder.allNegatives;
    this.unscored = unscored;
    this.unlabelled = unlabelled;
  }

  /** Takes the scores of a distribution in ascending order, each once, with its rows. */
  static final class Builder {
    private final int capacity;
    private final Scores scores;
    private final Counts positives;
    private final Counts negatives;
    private int size;
    private long allPositives;
    private long allNegatives;

    /**
     * For at most so many scores.
     *
     * @param single whether they are expected to be of single precision
     */
    Builder(int capacity, boolean single) {
      this.capacity = capacity;
      this.scores = new Scores(capacity, single);
      this.positives = new Counts(capacity);
      this.negatives = new Counts(capacity);
    }

    void add(double score, long positive, long negative) {
      scores.set(size, score);
      positives.set(size, positive);
      negatives.set(size, negative);
      allPositives += positive;
      allNegatives += negative;
      size++;
    }

    void addAll(ScoreDistribution other, int from, int to) {
      for (int i = from; i < to; i++) {
        add(other.score(i), other.positives(i), other.negatives(i));
      }
    }

    /** Once, at the end. */
    ScoreDistribution build(long unscored, long unlabelled) {
      // A few places too many cost less than a copy.
      if (size < capacity - capacity / 8) {
        scores.cut(size);
        positives.cut(size);
        negatives.cut(size);
      }
      return new ScoreDistribution(this, unscored, unlabelled);
    }
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
   * @param scores higher for more likely positive; {@code NaN} and infinity count as unscored
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
      } else if (!Double.isFinite(score)) {
        unscored++;
      } else if (labels[i] == 1) {
        positive[positives++] = score;
      } else {
        negative[negatives++] = score;
      }
    }
    Arrays.sort(positive, 0, positives);
    Arrays.sort(negative, 0, negatives);
    return counted(positive, positives, negative, negatives).build(unscored, unlabelled);
  }

  /** The rows at each score, of the first so many of both, which ascend. */
  private static Builder counted(
      double[] positive, int positives, double[] negative, int negatives) {
    var builder = new Builder(positives + negatives, true);
    for (int i = 0, j = 0; i < positives || j < negatives; ) {
      boolean isNext = j == negatives || (i < positives && positive[i] <= negative[j]);
      double score = isNext ? positive[i] : negative[j];
      int p = runEnd(positive, i, positives, score);
      int n = runEnd(negative, j, negatives, score);
      builder.add(score, p - i, n - j);
      i = p;
      j = n;
    }
    return builder;
  }

  /** Behind the last of equal values, from a position on. */
  private static int runEnd(double[] ascending, int from, int to, double value) {
    int end = from;
    while (end < to && ascending[end] == value) {
      end++;
    }
    return end;
  }

  /** The distribution of the rows of both; changes neither. */
  public ScoreDistribution merge(ScoreDistribution other) {
    if (other.hasNoRow()) {
      return this;
    }
    if (hasNoRow()) {
      return other;
    }
    // Counted first: where memory counts, no more is taken than will be kept.
    var builder =
        new Builder(
            size + other.size - common(other), scores.areSingle() && other.scores.areSingle());
    int i = 0;
    int j = 0;
    while (i < size && j < other.size) {
      double mine = score(i);
      double others = other.score(j);
      if (mine < others) {
        builder.add(mine, positives(i), negatives(i++));
      } else if (others < mine) {
        builder.add(others, other.positives(j), other.negatives(j++));
      } else {
        builder.add(mine, positives(i) + other.positives(j), negatives(i++) + other.negatives(j++));
      }
    }
    builder.addAll(this, i, size);
    builder.addAll(other, j, other.size);
    return builder.build(unscored + other.unscored, unlabelled + other.unlabelled);
  }

  /**
   * The same rows with their scores on another scale.
   *
   * @param scale from lower to higher scores; those that it does not tell apart become one
   */
  public ScoreDistribution rescaled(DoubleUnaryOperator scale) {
    var builder = new Builder(size, false);
    for (int i = 0; i < size; ) {
      double score = scale.applyAsDouble(score(i));
      long positive = 0;
      long negative = 0;
      for (; i < size && scale.applyAsDouble(score(i)) == score; i++) {
        positive += positives(i);
        negative += negatives(i);
      }
      builder.add(score, positive, negative);
    }
    return builder.build(unscored, unlabelled);
  }

  /**
   * The part from a position on, of at most so many scores. The first has the rows without a score
   * or a label, too.
   */
  ScoreDistribution piece(int from, int scoresAtMost) {
    int to = (int) Math.min(size, (long) from + scoresAtMost);
    if (from == 0 && to == size) {
      return this;
    }
    var builder = new Builder(to - from, scores.areSingle());
    builder.addAll(this, from, to);
    return builder.build(from == 0 ? unscored : 0, from == 0 ? unlabelled : 0);
  }

  private boolean hasNoRow() {
    return size == 0 && unscored == 0 && unlabelled == 0;
  }

  /** How many scores both have. */
  private int common(ScoreDistribution other) {
    int common = 0;
    for (int i = 0, j = 0; i < size && j < other.size; ) {
      double mine = score(i);
      double others = other.score(j);
      common += mine == others ? 1 : 0;
      i += mine <= others ? 1 : 0;
      j += others <= mine ? 1 : 0;
    }
    return common;
  }

  /** Number of distinct scores. */
  public int size() {
    return size;
  }

  /** The distinct score at a position; they ascend. */
  public double score(int position) {
    return scores.get(position);
  }

  /** Whether all scores are held in single precision. */
  boolean isSingle() {
    return scores.areSingle();
  }

  /** The position of a score that a row has. */
  int position(double score) {
    return scores.position(score + 0.0, size);
  }

  /** Positive rows at the score of a position. */
  public long positives(int position) {
    return positives.get(position);
  }

  /** Negative rows at the score of a position. */
  public long negatives(int position) {
    return negatives.get(position);
  }

  /** Rows of both classes at the score of a position. */
  public long rows(int position) {
    return positives.get(position) + negatives.get(position);
  }

  /** Rows that have a score and a label. */
  public long rows() {
    return allPositives + allNegatives;
  }

  /** Positive rows that have a score. */
  public long positives() {
    return allPositives;
  }

  /** Negative rows that have a score. */
  public long negatives() {
    return allNegatives;
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
        && size == that.size
        && unscored == that.unscored
        && unlabelled == that.unlabelled
        && IntStream.range(0, size).allMatch(i -> isEqual(i, that));
  }

  private boolean isEqual(int position, ScoreDistribution other) {
    return score(position) == other.score(position)
        && positives(position) == other.positives(position)
        && negatives(position) == other.negatives(position);
  }

  @Override
  public int hashCode() {
    int hash = Objects.hash(size, allPositives, allNegatives, unscored, unlabelled);
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + Double.hashCode(score(i));
    }
    return hash;
  }

  @Override
  public String toString() {
    return positives() + " positives and " + negatives() + " negatives at " + size() + " scores";
  }
}
