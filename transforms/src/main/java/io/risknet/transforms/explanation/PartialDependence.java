package io.risknet.transforms.explanation;

import io.risknet.transforms.records.ColumnType;
import java.util.List;

/**
 * What a model says on average, were a column of the table the same in all rows: how the
 * probability goes with it, all else being as it is. Of columns that go together it tells of rows
 * that there are not.
 *
 * @param column the column of the table, not of the features made of it
 * @param type its type
 * @param points in the order of numbers and months; categories by how many rows they have, the most
 *     first; missing comes last
 * @see <a href="https://doi.org/10.1214/aos/1013203451">Friedman: Greedy Function Approximation: A
 *     Gradient Boosting Machine (2001), section 8.2</a>
 */
public record PartialDependence(String column, ColumnType type, List<Point> points) {

  /** Copies the points. */
  public PartialDependence {
    points = List.copyOf(points);
  }

  /**
   * The mean probability at a value.
   *
   * @param value as a file would hold it; empty for missing
   * @param probability the mean of what is scored
   * @param rows for how many rows it stands: those that have it, or about it where there are many
   */
  public record Point(String value, double probability, int rows) {}
}
