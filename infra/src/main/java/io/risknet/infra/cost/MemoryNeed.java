package io.risknet.infra.cost;

/**
 * The memory that XGBoost needs on a worker for the search, beside the JVM's heap. A JVM holds at
 * most two folds at a time, each with all training rows, part of them held out; how many workers
 * there are does not matter.
 */
final class MemoryNeed {
  private static final double GIB = 1L << 30;

  private static final int FOLDS_HELD = 2;

  /** A value with its column number in XGBoost's matrix (8), and in its binned index (up to 4). */
  private static final double BYTES_PER_VALUE = 13;

  /** Gradients, positions and predictions of each training that goes on. */
  private static final double BYTES_PER_ROW_AND_SLOT = 24;

  private MemoryNeed() {}

  static double gib(double trainLoans, int features, int slots) {
    double folds = FOLDS_HELD * BYTES_PER_VALUE * trainLoans * features;
    double trainings = BYTES_PER_ROW_AND_SLOT * trainLoans * slots;
    return (folds + trainings) / GIB;
  }
}
