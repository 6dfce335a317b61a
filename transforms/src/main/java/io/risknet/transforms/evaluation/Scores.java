package io.risknet.transforms.evaluation;

import java.util.Arrays;

/**
 * Numbers in 4 bytes each while all are single precision ones, as those of boosters and linear
 * models are, and in 8 when one is not. Whoever makes them sets them, and nobody does afterwards.
 */
final class Scores {

  private float[] singles;
  private double[] doubles;

  /**
   * So many zeros.
   *
   * @param single whether they are expected to be of single precision
   */
  Scores(int size, boolean single) {
    if (single) {
      singles = new float[size];
    } else {
      doubles = new double[size];
    }
  }

  /** Whether all are of single precision. */
  boolean areSingle() {
    return singles != null;
  }

  double get(int position) {
    return singles != null ? singles[position] : doubles[position];
  }

  void set(int position, double score) {
    if (singles != null) {
      if ((float) score == score) {
        singles[position] = (float) score;
        return;
      }
      widen(position);
    }
    doubles[position] = score;
  }

  /** Keeps the first so many. */
  void cut(int size) {
    if (singles != null) {
      singles = Arrays.copyOf(singles, size);
    } else {
      doubles = Arrays.copyOf(doubles, size);
    }
  }

  /** Where one of the first so many is, which ascend, or negative where none is. */
  int position(double score, int size) {
    if (singles == null) {
      return Arrays.binarySearch(doubles, 0, size, score);
    }
    return (float) score == score ? Arrays.binarySearch(singles, 0, size, (float) score) : -1;
  }

  private void widen(int size) {
    doubles = new double[singles.length];
    for (int i = 0; i < size; i++) {
      doubles[i] = singles[i];
    }
    singles = null;
  }
}
