package io.risknet.transforms.training;

import java.util.Optional;

/**
 * One fold of cross-validation, made ready by a {@link Learner}: rows to learn from and rows held
 * out. Several threads may train on it at the same time, and each gets what it would get alone.
 */
public interface FoldData extends AutoCloseable {

  /** The labels of the held-out rows, 0 or 1; not to be written to. */
  float[] labels();

  /** About how much memory it takes, on the heap or off it. */
  long bytes();

  /**
   * Trains one model. What {@code checkpoints} are shown after some rounds is the same as at the
   * end of a training of so many, and the same whether the training went on from a snapshot or not.
   *
   * @return a snapshot, when one is wanted and the learner can go on from one
   */
  Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints);

  /** Frees its memory; no training may be running. */
  @Override
  void close();
}
