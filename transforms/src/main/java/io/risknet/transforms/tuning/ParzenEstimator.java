package io.risknet.transforms.tuning;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A density on 0 to 1 that was seen at some places: a Gaussian kernel on each, as wide as the gap
 * to its farther neighbour, reflected at the ends (Silverman, Density Estimation, 1986, 2.10), and
 * one uniform kernel for what was not seen (Bergstra et al., Algorithms for Hyper-Parameter
 * Optimization, NIPS 2011). Of a dimension with few values, the shares of those.
 */
final class ParzenEstimator {
  private static final int IMAGES = 3;

  private final double[] means;
  private final double[] widths;
  private final int cells;

  private ParzenEstimator(double[] means, double[] widths, int cells) {
    this.means = means;
    this.widths = widths;
    this.cells = cells;
  }

  /**
   * The density of what was seen.
   *
   * @param seen places from 0 to 1
   * @param cells into how many equal cells the line is cut when places are not told apart further;
   *     0 for a continuum
   */
  static ParzenEstimator of(double[] seen, int cells) {
    var means = seen.clone();
    Arrays.sort(means);
    double narrowest = 1.0 / Math.min(100, means.length + 2);
    var widths = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      double left = means[i] - (i == 0 ? 0 : means[i - 1]);
      double right = (i == means.length - 1 ? 1 : means[i + 1]) - means[i];
      widths[i] = Math.max(narrowest, Math.max(left, right));
    }
    return new ParzenEstimator(means, widths, cells);
  }

  /** The logarithm of the density at a place. */
  double logDensity(double place) {
    double sum = 1;
    if (cells > 0) {
      long cell = cell(place);
      sum += cells * Arrays.stream(means).filter(mean -> cell(mean) == cell).count();
    } else {
      for (int i = 0; i < means.length; i++) {
        sum += reflected(place, i);
      }
    }
    return StrictMath.log(sum / (means.length + 1));
  }

  /** At both ends, again and again; as no kernel is wider than the line, the first images do. */
  private double reflected(double place, int i) {
    double sum = 0;
    for (int shift = -2 * IMAGES; shift <= 2 * IMAGES; shift += 2) {
      sum +=
          kernel(place - means[i] + shift, widths[i]) + kernel(place + means[i] + shift, widths[i]);
    }
    return sum;
  }

  private long cell(double place) {
    return Math.min(cells - 1, (long) (place * cells));
  }

  /** StrictMath, as the same search should suggest the same on every machine. */
  private static double kernel(double distance, double width) {
    double z = distance / width;
    return StrictMath.exp(-z * z / 2) / (width * Math.sqrt(2 * Math.PI));
  }

  /** Draws a place. */
  double draw(SplittableRandom random) {
    int kernel = random.nextInt(means.length + 1);
    if (kernel == means.length) {
      return random.nextDouble();
    }
    if (cells > 0) {
      return means[kernel];
    }
    double place = Math.abs((means[kernel] + widths[kernel] * gaussian(random)) % 2);
    return Math.min(place > 1 ? 2 - place : place, Math.nextDown(1.0));
  }

  /** By Box and Muller (1958). */
  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
