package io.risknet.transforms.cleaning;

/** Which row is kept of several with one id; the first is that of the lowest file and line. */
public enum Duplicates {
  /** Keeps the first. */
  FIRST,
  /** Keeps the last. */
  LAST,
  /** Keeps none. */
  REJECT
}
