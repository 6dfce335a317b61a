package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A curve over all thresholds, from taking no row as positive to taking all, to be drawn: of the
 * whole curve's points, one a distinct score, as many as asked for are kept, the rest so close to
 * the line through them that they are not missed. Areas are taken from the whole curve, by {@link
 * BinaryMetrics}.
 *
 * <pre>{@code
 * var roc = ThresholdCurve.roc(scores, 500);
 * roc.points().forEach(point -> draw(point.x(), point.y()));
 * }</pre>
 *
 * @param points in descending order of the threshold; x ascends
 * @param tolerance no point of the whole curve is farther than this from the line through the
 *     points; 0 when all are there
 * @param undefined why there is no point
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ThresholdCurve(List<Point> points, double tolerance, Optional<String> undefined) {

  /**
   * What comes of taking the rows from a threshold on.
   *
   * @param threshold the lowest score that is taken; empty where none is
   * @param x as the curve says
   * @param y as the curve says
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Point(OptionalDouble threshold, double x, double y) {}

  /** A coordinate, by what was taken. */
  private interface Axis {
    double of(long positives, long negatives);
  }

  /** Copies the points; an absent list is an empty one. */
  public ThresholdCurve {
    points = points == null ? List.of() : List.copyOf(points);
  }

  /**
   * The receiver operating characteristic: x is the share of negative rows that is taken (false
   * positive rate), y that of positive rows (true positive rate).
   *
   * @param maxPoints at least 10
   */
  public static ThresholdCurve roc(ScoreDistribution scores, int maxPoints) {
    double positives = scores.positives();
    double negatives = scores.negatives();
    return of(
        scores,
        maxPoints,
        Requirement.bothClasses(scores.positives(), scores.negatives()),
        (hits, falseAlarms) -> falseAlarms / negatives,
        (hits, falseAlarms) -> hits / positives);
  }

  /**
   * Precision (y) by recall (x). It begins at recall 0 and precision 1, as in scikit-learn.
   *
   * @param maxPoints at least 10
   */
  public static ThresholdCurve precisionRecall(ScoreDistribution scores, int maxPoints) {
    double positives = scores.positives();
    return of(
        scores,
        maxPoints,
        Requirement.positives(scores.positives()),
        (hits, falseAlarms) -> hits / positives,
        (hits, falseAlarms) -> hits + falseAlarms == 0 ? 1 : hits / (double) (hits + falseAlarms));
  }

  /**
   * Cumulative gains: y is the share of positive rows among the share x of all rows that has the
   * highest scores (the cumulative accuracy profile).
   *
   * @param maxPoints at least 10
   */
  public static ThresholdCurve gains(ScoreDistribution scores, int maxPoints) {
    double positives = scores.positives();
    double rows = scores.rows();
    return of(
        scores,
        maxPoints,
        Requirement.positives(scores.positives()),
        (hits, falseAlarms) -> (hits + falseAlarms) / rows,
        (hits, falseAlarms) -> hits / positives);
  }

  private static ThresholdCurve of(
      ScoreDistribution scores, int maxPoints, Optional<String> undefined, Axis x, Axis y) {
    checkArgument(maxPoints >= 10, "A curve needs at least 10 points, not %s.", maxPoints);
    if (undefined.isPresent()) {
      return new ThresholdCurve(List.of(), 0, undefined);
    }
    double tolerance = 0;
    while (true) {
      var thinned = new Thinning(maxPoints, tolerance, x.of(0, 0), y.of(0, 0));
      draw(scores, thinned, x, y);
      if (thinned.hasRoom()) {
        return new ThresholdCurve(thinned.points(), tolerance, undefined);
      }
      // A curve that only ascends is two long, and this much mostly suffices for it at once.
      tolerance = Math.max(2.1 / maxPoints, tolerance * 1.25);
    }
  }

  /** Up to the end, or to where there are too many points. */
  private static void draw(ScoreDistribution scores, Thinning thinned, Axis x, Axis y) {
    long hits = 0;
    long falseAlarms = 0;
    for (int i = scores.size() - 1; i >= 0 && thinned.hasRoom(); i--) {
      hits += scores.positives(i);
      falseAlarms += scores.negatives(i);
      thinned.add(scores.score(i), x.of(hits, falseAlarms), y.of(hits, falseAlarms));
    }
    thinned.end();
  }
}
