package io.risknet.transforms.cleaning;

/** What becomes of a row with a value that is not allowed. */
public enum OnViolation {
  /** The row is left out, and reported. */
  REJECT,
  /** The row stays, and the value becomes missing. */
  MISSING
}
