package io.risknet.transforms.features;

/**
 * Thrown where the leakage guard stops a run: by the mark of a column that is known only after the
 * decision, or by a {@link LeakageCheck}. The message names the columns, and says what to do.
 */
public final class LeakageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  LeakageException(String sentence) {
    super(sentence);
  }
}
