package io.risknet.transforms.explanation;

import static java.util.Comparator.comparing;

import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The values of a column at which {@link PartialDependence} is taken, each given by a row that has
 * it: so it is always one that occurs.
 */
final class DependenceGrid {
  /** More would not be told apart on a page. */
  static final int MOST_POINTS = 20;

  private DependenceGrid() {}

  /**
   * A value.
   *
   * @param row a row that has it
   * @param rows for how many it stands
   */
  record Value(int row, int rows) {}

  /** At most so many values, and missing where it occurs. */
  static List<Value> of(Column column) {
    var present =
        IntStream.range(0, column.size()).filter(row -> !column.isMissing(row)).boxed().toList();
    var values =
        new ArrayList<>(
            switch (column.type()) {
              case NUMERIC, MONTH -> quantiles(present, order(column));
              case CATEGORICAL, TEXT -> frequent(present, column);
            });
    int missing = column.size() - present.size();
    if (missing > 0) {
      int first =
          IntStream.range(0, column.size()).filter(column::isMissing).findFirst().orElseThrow();
      values.add(new Value(first, missing));
    }
    return values;
  }

  private static Comparator<Integer> order(Column column) {
    if (column instanceof NumericColumn numbers) {
      return comparing(numbers::get);
    }
    if (column instanceof MonthColumn months) {
      return comparing(months::get);
    }
    throw new IllegalArgumentException("Values of type " + column.type() + " have no order.");
  }

  /** Groups of about equal numbers of rows, equal values together, each by its middle row. */
  private static List<Value> quantiles(List<Integer> present, Comparator<Integer> order) {
    var sorted = present.stream().sorted(order).toList();
    var starts =
        IntStream.range(0, sorted.size())
            .filter(i -> i == 0 || order.compare(sorted.get(i - 1), sorted.get(i)) != 0)
            .boxed()
            .toList();
    var values = new ArrayList<Value>();
    int from = 0;
    for (int run = 0; run < starts.size(); run++) {
      boolean isLast = run + 1 == starts.size();
      int to = isLast ? sorted.size() : starts.get(run + 1);
      boolean isFull = (long) to * MOST_POINTS >= (values.size() + 1L) * sorted.size();
      if (isLast || isFull || starts.size() <= MOST_POINTS) {
        values.add(new Value(sorted.get((from + to) / 2), to - from));
        from = to;
      }
    }
    return values;
  }

  private static List<Value> frequent(List<Integer> present, Column column) {
    return present.stream().collect(Collectors.groupingBy(column::text)).entrySet().stream()
        .sorted(
            comparing((Map.Entry<String, List<Integer>> of) -> -of.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_POINTS)
        .map(of -> new Value(of.getValue().get(0), of.getValue().size()))
        .toList();
  }
}
