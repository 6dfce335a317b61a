package io.risknet.transforms.evaluation;

import io.risknet.transforms.evaluation.ThresholdCurve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Keeps few points of a curve, in one pass: those that it leaves out between two that it keeps lie
 * with both in a box whose width and height add up to the tolerance at most.
 */
final class Thinning {
  private final int maxPoints;
  private final double tolerance;
  private final List<Point> kept = new ArrayList<>();

  /** The last point, which is kept when the next lies too far off. */
  private double threshold;

  private double x;
  private double y;
  private boolean isKept = true;

  private double left;
  private double right;
  private double bottom;
  private double top;

  /** From a first point on, which has no threshold. */
  Thinning(int maxPoints, double tolerance, double x, double y) {
    this.maxPoints = maxPoints;
    this.tolerance = tolerance;
    this.x = x;
    this.y = y;
    kept.add(new Point(OptionalDouble.empty(), x, y));
    box();
  }

  void add(double nextThreshold, double nextX, double nextY) {
    stretch(nextX, nextY);
    if (right - left + (top - bottom) > tolerance && !isKept) {
      keep();
      stretch(nextX, nextY);
    }
    threshold = nextThreshold;
    x = nextX;
    y = nextY;
    isKept = false;
  }

  /** The end of the curve is one of its points. */
  void end() {
    if (!isKept) {
      keep();
    }
  }

  /** Whether no more points were kept than asked for. */
  boolean hasRoom() {
    return kept.size() <= maxPoints;
  }

  List<Point> points() {
    return kept;
  }

  private void keep() {
    kept.add(new Point(OptionalDouble.of(threshold), x, y));
    isKept = true;
    box();
  }

  /** Around the last point. */
  private void box() {
    left = x;
    right = x;
    bottom = y;
    top = y;
  }

  private void stretch(double toX, double toY) {
    left = Math.min(left, toX);
    right = Math.max(right, toX);
    bottom = Math.min(bottom, toY);
    top = Math.max(top, toY);
  }
}
