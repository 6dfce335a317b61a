package io.risknet.transforms.evaluation;

import io.risknet.transforms.evaluation.ThresholdCurve.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps few points of a curve, in one pass: those that it leaves out between two that it keeps lie
 * with both in a box whose width and height add up to the tolerance at most.
 */
final class Thinning {
  private final int maxPoints;
  private final double tolerance;
  private final List<Point> kept = new ArrayList<>();
  private Point last;
  private double left;
  private double right;
  private double bottom;
  private double top;

  Thinning(int maxPoints, double tolerance) {
    this.maxPoints = maxPoints;
    this.tolerance = tolerance;
  }

  void add(Point next) {
    if (last == null) {
      keep(next);
    } else {
      stretch(next);
      if (right - left + (top - bottom) > tolerance && !last.equals(kept.get(kept.size() - 1))) {
        keep(last);
        stretch(next);
      }
    }
    last = next;
  }

  /** The end of the curve is one of its points. */
  void end() {
    if (!last.equals(kept.get(kept.size() - 1))) {
      keep(last);
    }
  }

  /** Whether no more points were kept than asked for. */
  boolean hasRoom() {
    return kept.size() <= maxPoints;
  }

  List<Point> points() {
    return kept;
  }

  private void keep(Point point) {
    kept.add(point);
    left = point.x();
    right = point.x();
    bottom = point.y();
    top = point.y();
  }

  private void stretch(Point point) {
    left = Math.min(left, point.x());
    right = Math.max(right, point.x());
    bottom = Math.min(bottom, point.y());
    top = Math.max(top, point.y());
  }
}
