package io.risknet.transforms.calibration;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * For a model of a sample that holds all positive rows and only a share of the negative ones: the
 * odds in the sample are too high by one over that share, so they are multiplied by it. It is King
 * and Zeng's correction of the intercept, and Elkan's of the base rate, written for a share that is
 * known.
 *
 * <pre>{@code
 * new PriorCorrection(0.1).apply(0.5)   // 1 / 11: of ten times as many negatives
 * }</pre>
 *
 * @param keptNegatives the share of the negative rows that is in the sample, above 0 and up to 1
 * @see <a href="https://doi.org/10.1093/oxfordjournals.pan.a004868">King and Zeng: Logistic
 *     Regression in Rare Events Data (2001)</a>
 * @see <a href="https://dl.acm.org/doi/10.5555/1642194.1642224">Elkan: The Foundations of
 *     Cost-Sensitive Learning (2001)</a>
 */
public record PriorCorrection(double keptNegatives) implements Calibrator {

  /** Checks the share. */
  public PriorCorrection {
    checkArgument(
        keptNegatives > 0 && keptNegatives <= 1,
        "keptNegatives is %s; it takes the share of the negative rows that was kept, above 0 and up"
            + " to 1",
        keptNegatives);
  }

  @Override
  public double apply(double probability) {
    double odds = keptNegatives * probability;
    return odds / (odds + (1 - probability));
  }

  /** The probability that {@link #apply} makes this one of: as it is in the sample. */
  public double invert(double probability) {
    return probability / (probability + keptNegatives * (1 - probability));
  }

  @Override
  public Optional<LogOddsLine> line() {
    return Optional.of(new LogOddsLine(1, StrictMath.log(keptNegatives)));
  }

  @Override
  public String toString() {
    return "corrected for the share of the negative rows that was kept, " + keptNegatives;
  }
}
