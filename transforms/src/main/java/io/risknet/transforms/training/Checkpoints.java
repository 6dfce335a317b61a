package io.risknet.transforms.training;

/** Is shown how a training ranks the held-out rows on its way, and may end it. */
@FunctionalInterface
public interface Checkpoints {

  /**
   * Takes a look.
   *
   * @param rounds the number of rounds trained so far
   * @param probabilities of the held-out rows, in their order
   * @return whether to train on
   */
  boolean reached(int rounds, float[] probabilities);
}
