package io.risknet.runners;

/** What a command was asked to check does not hold: it has done its work, and ends with code 3. */
final class CheckFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A check that failed.
   *
   * @param sentence what does not hold, and what to do
   */
  CheckFailedException(String sentence) {
    super(sentence);
  }
}
