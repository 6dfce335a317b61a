package io.risknet.transforms.calibration;

import io.risknet.transforms.evaluation.ScoreDistribution;

/** Newton's method for {@link PlattCalibrator}; the loss is convex, so it has one minimum. */
final class PlattFit {
  private static final int MAX_STEPS = 100;
  private static final double SHORTEST_STEP = 1e-10;

  /** Of the gradient, for each row. */
  private static final double CLOSE = 1e-12;

  /** Keeps the curvature above 0 where all scores are equal. */
  private static final double RIDGE = 1e-12;

  private final ScoreDistribution scores;
  private final double[] logOdds;
  private final double rows;
  private final double positiveTarget;
  private final double negativeTarget;

  PlattFit(ScoreDistribution scores) {
    this.scores = scores;
    this.logOdds = new double[scores.size()];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = PlattCalibrator.logOdds(scores.score(i));
    }
    this.rows = (double) scores.positives() + scores.negatives();
    this.positiveTarget = (scores.positives() + 1.0) / (scores.positives() + 2.0);
    this.negativeTarget = 1.0 / (scores.negatives() + 2.0);
  }

  /** First and second derivatives of the loss. */
  private record Derivatives(
      double bySlope, double byIntercept, double slope2, double both, double intercept2) {

    boolean areClose(double rows) {
      return Math.max(Math.abs(bySlope), Math.abs(byIntercept)) <= CLOSE * rows;
    }
  }

  PlattCalibrator run() {
    double base = StrictMath.log((scores.positives() + 1.0) / (scores.negatives() + 1.0));
    var best = new PlattCalibrator(0, base);
    double loss = loss(best);
    for (int step = 0; step < MAX_STEPS; step++) {
      var at = derivatives(best);
      if (at.areClose(rows)) {
        return best;
      }
      var next = lineSearch(best, loss, at);
      double nextLoss = loss(next);
      if (nextLoss >= loss) {
        return best;
      }
      best = next;
      loss = nextLoss;
    }
    return best;
  }

  /** Newton's step, halved until the loss falls enough. */
  private PlattCalibrator lineSearch(PlattCalibrator from, double loss, Derivatives at) {
    double determinant = at.slope2() * at.intercept2() - at.both() * at.both();
    double slope = -(at.intercept2() * at.bySlope() - at.both() * at.byIntercept()) / determinant;
    double intercept = -(at.slope2() * at.byIntercept() - at.both() * at.bySlope()) / determinant;
    double descent = at.bySlope() * slope + at.byIntercept() * intercept;
    for (double length = 1; length >= SHORTEST_STEP; length /= 2) {
      var next =
          new PlattCalibrator(from.slope() + length * slope, from.intercept() + length * intercept);
      if (loss(next) < loss + 1e-4 * length * descent) {
        return next;
      }
    }
    return from;
  }

  /** Minus the log likelihood, written so that nothing overflows. */
  private double loss(PlattCalibrator curve) {
    double sum = 0;
    for (int i = 0; i < logOdds.length; i++) {
      double z = curve.slope() * logOdds[i] + curve.intercept();
      double softplus = Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      sum += scores.rows(i) * softplus - target(i) * z;
    }
    return sum;
  }

  private Derivatives derivatives(PlattCalibrator curve) {
    double bySlope = 0;
    double byIntercept = 0;
    double slope2 = RIDGE;
    double both = 0;
    double intercept2 = RIDGE;
    for (int i = 0; i < logOdds.length; i++) {
      double p = PlattCalibrator.logistic(curve.slope() * logOdds[i] + curve.intercept());
      double error = scores.rows(i) * p - target(i);
      double curvature = scores.rows(i) * p * (1 - p);
      bySlope += error * logOdds[i];
      byIntercept += error;
      slope2 += curvature * logOdds[i] * logOdds[i];
      both += curvature * logOdds[i];
      intercept2 += curvature;
    }
    return new Derivatives(bySlope, byIntercept, slope2, both, intercept2);
  }

  /** The sum of the smoothed labels of the rows at a score. */
  private double target(int i) {
    return scores.positives(i) * positiveTarget + scores.negatives(i) * negativeTarget;
  }
}
