package io.risknet.transforms.calibration;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.risknet.transforms.records.NumericColumn;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Probabilities of default as points, of which more are better: {@code baseScore} points stand for
 * odds of {@code baseOdds} good loans to a bad one, and {@code pointsToDouble} more for twice these
 * odds. {@code points = offset + factor * ln(odds)} with {@code factor = pointsToDouble / ln 2} and
 * {@code offset = baseScore - factor * ln(baseOdds)} (Siddiqi: Credit Risk Scorecards, Wiley 2006,
 * chapter 6). Immutable, plain Java; JSON, in which what is left out is 600, 50 and 20.
 *
 * <pre>{@code
 * var scale = new PointsScale(600, 50, 20);
 * scale.points(1 / 51.0);    // 600: 50 good loans to a bad one
 * scale.points(1 / 101.0);   // 620: 100 to one
 * }</pre>
 *
 * <p>A probability that single precision can't tell from 0 or 1 counts as the nearest one it can.
 *
 * @param baseScore the points of the base odds
 * @param baseOdds good loans to a bad one, above 0
 * @param pointsToDouble above 0
 */
public record PointsScale(double baseScore, double baseOdds, double pointsToDouble)
    implements Serializable {
  /** Points are told to a hundredth. */
  private static final int PER_POINT = 100;

  /** Checks the three numbers. */
  public PointsScale {
    checkArgument(
        Double.isFinite(baseScore), "baseScore is %s; it takes a finite number", baseScore);
    checkArgument(
        baseOdds > 0 && Double.isFinite(baseOdds),
        "baseOdds is %s; it takes the number of good loans to a bad one, above 0",
        baseOdds);
    checkArgument(
        pointsToDouble > 0 && Double.isFinite(pointsToDouble),
        "pointsToDouble is %s; it takes a number of points above 0",
        pointsToDouble);
  }

  @JsonCreator
  static PointsScale of(
      @JsonProperty("baseScore") Double baseScore,
      @JsonProperty("baseOdds") Double baseOdds,
      @JsonProperty("pointsToDouble") Double pointsToDouble) {
    return new PointsScale(
        Optional.ofNullable(baseScore).orElse(600.0),
        Optional.ofNullable(baseOdds).orElse(50.0),
        Optional.ofNullable(pointsToDouble).orElse(20.0));
  }

  /** How many points log odds higher by one are. */
  public double factor() {
    return pointsToDouble / StrictMath.log(2);
  }

  /** The points of even odds. */
  public double offset() {
    return baseScore - factor() * StrictMath.log(baseOdds);
  }

  /** The points of log odds of default, not rounded. */
  public double ofLogOdds(double logOdds) {
    return offset() - factor() * logOdds;
  }

  /** The points of a probability of default, to a hundredth. */
  public double points(double probability) {
    double points = ofLogOdds(PlattCalibrator.logOdds(probability));
    return Math.rint(points * PER_POINT) / PER_POINT;
  }

  /** The points of probabilities of default, to a hundredth. */
  public NumericColumn points(NumericColumn probabilities) {
    return NumericColumn.of(Arrays.stream(probabilities.values()).map(this::points).toArray());
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s points stand for odds of %s good loans to a bad one, and %s more for twice the odds",
        text(baseScore),
        text(baseOdds),
        text(pointsToDouble));
  }

  private static String text(double number) {
    return NumericColumn.of(number).text(0);
  }
}
