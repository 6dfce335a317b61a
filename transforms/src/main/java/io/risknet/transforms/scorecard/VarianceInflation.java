package io.risknet.transforms.scorecard;

import io.risknet.transforms.features.PairProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Variance inflation factors: by how much more the variance of a column's coefficient is than it
 * were without the other columns, {@code 1 / (1 - R^2)} with {@code R^2} of the regression of the
 * column on the others. It is the column's entry on the diagonal of the inverse of the correlation
 * matrix.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488699">Marquardt: Generalized Inverses,
 *     Ridge Regression, Biased Linear Estimation, and Nonlinear Estimation (1970)</a>
 */
final class VarianceInflation {
  /**
   * A share of the variance that is taken for none: correlations come from values that are rounded
   * to a 2^18th of their range.
   */
  private static final double NOTHING = 1e-6;

  private VarianceInflation() {}

  /**
   * The factor of each column.
   *
   * @param products of the rows
   * @param columns how many columns there are
   * @return 1 of a column that no other goes with; infinite of one that follows from the others;
   *     empty of one that does not vary
   */
  static List<OptionalDouble> of(PairProducts products, int columns) {
    var correlations = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        correlations[i][j] = products.correlation(j, i);
        correlations[j][i] = correlations[i][j];
      }
    }
    return of(correlations);
  }

  /** The same from a matrix of correlations, which are {@code NaN} of columns that do not vary. */
  static List<OptionalDouble> of(double[][] correlations) {
    var varying = new ArrayList<Integer>();
    for (int i = 0; i < correlations.length; i++) {
      if (!Double.isNaN(correlations[i][i])) {
        varying.add(i);
      }
    }
    var factors = new ArrayList<OptionalDouble>();
    for (int i = 0; i < correlations.length; i++) {
      factors.add(
          varying.contains(i)
              ? OptionalDouble.of(factor(correlations, varying, i))
              : OptionalDouble.empty());
    }
    return factors;
  }

  private static double factor(double[][] correlations, List<Integer> varying, int column) {
    var order = new ArrayList<>(varying);
    order.remove(Integer.valueOf(column));
    order.add(column);
    double unexplained = lastPivot(correlations, order);
    return unexplained <= NOTHING ? Double.POSITIVE_INFINITY : 1 / unexplained;
  }

  /**
   * What Gaussian elimination leaves of the last column's variance: the share that those before it
   * do not explain. One that follows from those before it explains nothing more, and is passed by.
   */
  private static double lastPivot(double[][] correlations, List<Integer> order) {
    int last = order.size() - 1;
    var left = new double[order.size()][order.size()];
    for (int i = 0; i <= last; i++) {
      for (int j = 0; j <= i; j++) {
        left[i][j] = correlations[order.get(i)][order.get(j)];
      }
    }
    for (int pivot = 0; pivot < last; pivot++) {
      if (left[pivot][pivot] > NOTHING) {
        for (int i = pivot + 1; i <= last; i++) {
          double share = left[i][pivot] / left[pivot][pivot];
          for (int j = pivot + 1; j <= i; j++) {
            left[i][j] -= share * left[j][pivot];
          }
        }
      }
    }
    return left[last][last];
  }
}
