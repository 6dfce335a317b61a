package io.risknet.transforms.calibration;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.Collections;
import java.util.List;

/**
 * The rising steps that fit best by squares, found by pooling adjacent violators; straight between
 * the steps, level beyond the first and the last, as scikit-learn's {@code IsotonicRegression} with
 * {@code out_of_bounds="clip"}. It follows any rising shape, for which it needs many rows, and
 * gives all rows of a step one probability.
 *
 * @param scores ascending: the lowest and the highest score of each step
 * @param probabilities what stands for them, not descending
 * @see <a href="https://doi.org/10.1145/775047.775151">Zadrozny and Elkan: Transforming classifier
 *     scores into accurate multiclass probability estimates (2002)</a>
 */
public record IsotonicCalibrator(List<Double> scores, List<Double> probabilities)
    implements Calibrator {

  /** Checks that both ascend, and copies them. */
  public IsotonicCalibrator {
    scores = ImmutableList.copyOf(scores);
    probabilities = ImmutableList.copyOf(probabilities);
    checkArgument(
        !scores.isEmpty() && scores.size() == probabilities.size(),
        "An isotonic calibrator has as many probabilities as scores, not %s and %s.",
        probabilities.size(),
        scores.size());
    for (int i = 1; i < scores.size(); i++) {
      checkArgument(
          scores.get(i) > scores.get(i - 1) && probabilities.get(i) >= probabilities.get(i - 1),
          "Scores and probabilities of an isotonic calibrator ascend.");
    }
  }

  /**
   * The steps that fit scores of rows that the model has not seen.
   *
   * @throws IllegalArgumentException when there is no row
   */
  public static IsotonicCalibrator fit(ScoreDistribution scores) {
    checkArgument(scores.size() > 0, "There is no row with a score and a label to calibrate by.");
    return new Pool(scores.size()).add(scores).calibrator(scores);
  }

  @Override
  public double apply(double probability) {
    if (Double.isNaN(probability)) {
      return probability;
    }
    int found = Collections.binarySearch(scores, probability);
    int above = found >= 0 ? found : -found - 1;
    if (found >= 0 || above == 0) {
      return probabilities.get(above);
    }
    if (above == scores.size()) {
      return probabilities.get(above - 1);
    }
    double from = scores.get(above - 1);
    double low = probabilities.get(above - 1);
    double high = probabilities.get(above);
    double way = (probability - from) / (scores.get(above) - from);
    // Rounding may not take it past the next step.
    return Math.min(high, low + way * (high - low));
  }

  @Override
  public String toString() {
    return "isotonic, of %s probabilities".formatted(probabilities.stream().distinct().count());
  }

  /** Blocks of adjacent scores whose shares of positive rows rise from block to block. */
  private static final class Pool {
    private final long[] rows;
    private final long[] positives;
    private final int[] first;
    private int blocks;

    Pool(int scores) {
      this.rows = new long[scores];
      this.positives = new long[scores];
      this.first = new int[scores];
    }

    /** Adds the scores in order; a block that does not rise above the one before joins it. */
    Pool add(ScoreDistribution scores) {
      for (int i = 0; i < scores.size(); i++) {
        rows[blocks] = scores.rows(i);
        positives[blocks] = scores.positives(i);
        first[blocks] = i;
        while (blocks > 0 && !rises(blocks)) {
          rows[blocks - 1] += rows[blocks];
          positives[blocks - 1] += positives[blocks];
          blocks--;
        }
        blocks++;
      }
      return this;
    }

    /** In whole numbers, so that equal shares are equal. */
    private boolean rises(int block) {
      return Math.multiplyExact(positives[block], rows[block - 1])
          > Math.multiplyExact(positives[block - 1], rows[block]);
    }

    IsotonicCalibrator calibrator(ScoreDistribution of) {
      var edges = ImmutableList.<Double>builder();
      var shares = ImmutableList.<Double>builder();
      for (int block = 0; block < blocks; block++) {
        int last = (block + 1 < blocks ? first[block + 1] : of.size()) - 1;
        double share = (double) positives[block] / rows[block];
        edges.add(of.score(first[block]));
        shares.add(share);
        if (last > first[block]) {
          edges.add(of.score(last));
          shares.add(share);
        }
      }
      return new IsotonicCalibrator(edges.build(), shares.build());
    }
  }
}
