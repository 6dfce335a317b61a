package io.risknet.transforms.training;

/** Rows with a missing value, for a learner that takes none. The message is for users. */
public final class MissingValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a sentence that names the column. */
  public MissingValueException(String message) {
    super(message);
  }
}
