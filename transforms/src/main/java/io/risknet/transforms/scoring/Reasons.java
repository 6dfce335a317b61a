package io.risknet.transforms.scoring;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.risknet.transforms.features.FittedFeatures;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.CategoricalColumn;
import java.util.Arrays;
import java.util.List;

/**
 * Contributions of features as contributions of the columns they are made of, and the largest of
 * them by name.
 */
final class Reasons {
  private final ImmutableList<String> columns;

  /** For each feature the place of its column. */
  private final int[] column;

  private Reasons(ImmutableList<String> columns, int[] column) {
    this.columns = columns;
    this.column = column;
  }

  static Reasons of(FittedFeatures features) {
    var sources = features.sources();
    var columns = ImmutableSet.copyOf(sources).asList();
    return new Reasons(columns, sources.stream().mapToInt(columns::indexOf).toArray());
  }

  /** The columns, in the order of their first features. */
  ImmutableList<String> columns() {
    return columns;
  }

  /** What each column contributes to a row. */
  double[] sums(FloatMatrix contributions, int row) {
    var sums = new double[columns.size()];
    for (int feature = 0; feature < column.length; feature++) {
      sums[column[feature]] += contributions.get(row, feature);
    }
    return sums;
  }

  /** The bias of a row, which stands behind its contributions. */
  double bias(FloatMatrix contributions, int row) {
    return contributions.get(row, column.length);
  }

  /** For each row the columns that raise its score most, the worst first; then missing. */
  List<CategoricalColumn> worst(FloatMatrix contributions, int most) {
    var codes = new int[most][contributions.rows()];
    for (var of : codes) {
      Arrays.fill(of, CategoricalColumn.MISSING);
    }
    for (int row = 0; row < contributions.rows(); row++) {
      var largest = largest(sums(contributions, row), most);
      for (int i = 0; i < largest.length; i++) {
        codes[i][row] = largest[i];
      }
    }
    return Arrays.stream(codes).map(of -> CategoricalColumn.of(of, columns)).toList();
  }

  /** The places of the largest values above 0, the largest first, of equal ones the first. */
  static int[] largest(double[] values, int most) {
    var places = new int[Math.min(most, values.length)];
    int found = 0;
    for (int place = 0; place < values.length; place++) {
      if (values[place] <= 0) {
        continue;
      }
      int at = found;
      while (at > 0 && values[places[at - 1]] < values[place]) {
        at--;
      }
      if (at < places.length) {
        System.arraycopy(places, at, places, at + 1, Math.min(found, places.length - 1) - at);
        places[at] = place;
        found = Math.min(found + 1, places.length);
      }
    }
    return Arrays.copyOf(places, found);
  }
}
