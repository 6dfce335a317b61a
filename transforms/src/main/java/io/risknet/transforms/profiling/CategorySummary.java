package io.risknet.transforms.profiling;

import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.statistics.CategoryCounts;
import io.risknet.transforms.statistics.CategoryCounts.Category;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The categories of a column, the most frequent ones by name.
 *
 * @param values rows of each of the most frequent categories, at most {@link #KEPT}, in descending
 *     order, ties by text
 * @param otherValues how many categories there are beside them
 * @param otherRows rows of those
 */
public record CategorySummary(Map<String, Long> values, long otherValues, long otherRows) {
  /** How many categories are kept by name. */
  public static final int KEPT = 1000;

  /**
   * So many categories are a bin each when rows are compared, and the others one together. With
   * more, the index of two samples of the same rows would grow: see {@link
   * StabilityIndex#byChance}.
   */
  public static final int BINS = 50;

  /** Copies the map, in its order. */
  public CategorySummary {
    values = ImmutableMap.copyOf(values);
  }

  static CategorySummary of(CategoryCounts counts) {
    var present = present(counts);
    var others = present.subList(Math.min(KEPT, present.size()), present.size());
    return new CategorySummary(
        present.stream()
            .limit(KEPT)
            .collect(ImmutableMap.toImmutableMap(Category::category, Category::rows)),
        others.size(),
        others.stream().mapToLong(Category::rows).sum());
  }

  /** Whether all categories are there by name, so that it can be told which one is new. */
  public boolean hasAll() {
    return otherValues == 0;
  }

  /** Rows in the bins that others are compared by; the last is for all other categories. */
  long[] bins() {
    long rest = values.values().stream().skip(BINS).mapToLong(rows -> rows).sum();
    return LongStream.concat(
            values.values().stream().limit(BINS).mapToLong(rows -> rows),
            LongStream.of(rest + otherRows))
        .toArray();
  }

  /** Other rows in these bins. */
  long[] count(CategoryCounts others) {
    var bins = values.keySet().stream().limit(BINS).toList();
    var rows = new long[bins.size() + 1];
    for (var category : present(others)) {
      int bin = bins.indexOf(category.category());
      rows[bin < 0 ? bins.size() : bin] += category.rows();
    }
    return rows;
  }

  /** The categories of others that are none of these, the most frequent first. */
  List<Category> unknown(CategoryCounts others) {
    return present(others).stream()
        .filter(category -> !values.containsKey(category.category()))
        .toList();
  }

  private static List<Category> present(CategoryCounts counts) {
    return counts.byFrequency().stream().filter(category -> !category.isMissing()).toList();
  }
}
