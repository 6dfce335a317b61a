package io.risknet.transforms.calibration;

/**
 * What a calibration does to log odds, where it is a straight line: {@code slope * logOdds +
 * intercept}. Then what adds up to the log odds of a model still does after it.
 */
public record LogOddsLine(double slope, double intercept) {
  /** Leaves log odds as they are. */
  public static final LogOddsLine UNCHANGED = new LogOddsLine(1, 0);

  /** This, and then another one. */
  public LogOddsLine then(LogOddsLine next) {
    return new LogOddsLine(next.slope * slope, next.slope * intercept + next.intercept);
  }
}
