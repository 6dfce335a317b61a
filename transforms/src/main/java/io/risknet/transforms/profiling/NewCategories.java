package io.risknet.transforms.profiling;

import io.risknet.transforms.statistics.CategoryCounts.Category;
import java.util.List;

/**
 * Categories that the reference does not have.
 *
 * @param values how many there are
 * @param rows how many rows have one
 * @param examples the most frequent of them, at most ten
 */
public record NewCategories(long values, long rows, List<String> examples) {
  private static final int EXAMPLES = 10;

  /** Copies the list. */
  public NewCategories {
    examples = List.copyOf(examples);
  }

  static NewCategories of(List<Category> categories) {
    return new NewCategories(
        categories.size(),
        categories.stream().mapToLong(Category::rows).sum(),
        categories.stream().limit(EXAMPLES).map(Category::category).toList());
  }
}
