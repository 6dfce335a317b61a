package io.risknet.transforms.splits;

/** The part of the data a row serves. */
public enum Part {
  /** Features, cross-validation and the refit. */
  TRAIN,
  /** Calibration, thresholds and the honest comparison of candidates. */
  VALIDATION,
  /** The final judgement: out of time where the table has a date. */
  TEST
}
