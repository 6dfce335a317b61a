package io.risknet.transforms.calibration;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.evaluation.ScoreDistribution;
import java.util.Locale;
import java.util.Optional;

/**
 * A logistic curve over the log odds: {@code 1 / (1 + exp(-(slope * logOdds + intercept)))}. Two
 * numbers, so it needs few rows, and cannot follow what is bent otherwise.
 *
 * <p>Fitted by maximum likelihood, with labels a little away from 0 and 1 as Platt has them: (p+1)
 * / (p+2) for the p positive rows and 1 / (n+2) for the n negative ones, which is what keeps scores
 * that part both classes from an infinite slope. Newton's method with line search is that of Lin,
 * Lin and Weng. Log odds in place of probabilities, so that a model that is right already is left
 * as it is: slope 1, intercept 0.
 *
 * @param slope above 1 where the model is too timid, below where it is too sure
 * @param intercept above 0 where it says too little throughout
 * @see <a
 *     href="https://www.microsoft.com/en-us/research/publication/probabilistic-outputs-for-support-vector-machines-and-comparisons-to-regularized-likelihood-methods/">Platt:
 *     Probabilistic Outputs for Support Vector Machines (1999)</a>
 * @see <a href="https://doi.org/10.1007/s10994-007-5018-6">Lin, Lin and Weng: A note on Platt's
 *     probabilistic outputs for support vector machines (2007)</a>
 */
public record PlattCalibrator(double slope, double intercept) implements Calibrator {

  /**
   * The curve that fits scores, which are probabilities, of rows the model has not seen. It falls
   * where the model ranks them the wrong way round.
   *
   * @throws IllegalArgumentException when there is no row
   */
  public static PlattCalibrator fit(ScoreDistribution scores) {
    checkArgument(scores.size() > 0, "There is no row with a score and a label to calibrate by.");
    return new PlattFit(scores).run();
  }

  @Override
  public double apply(double probability) {
    return logistic(slope * logOdds(probability) + intercept);
  }

  @Override
  public Optional<LogOddsLine> line() {
    return Optional.of(new LogOddsLine(slope, intercept));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "Platt's curve with slope %.4f and intercept %.4f", slope, intercept);
  }

  /** Of a probability that single precision can't tell from 0 or 1, as of the nearest it can. */
  static double logOdds(double probability) {
    double p = Math.min(1 - 0x1p-24, Math.max(0x1p-24, probability));
    // StrictMath, as the last bits may differ from one processor to another otherwise.
    return StrictMath.log(p / (1 - p));
  }

  static double logistic(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
