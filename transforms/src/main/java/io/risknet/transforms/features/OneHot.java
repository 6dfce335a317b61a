package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.statistics.CategoryCounts;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * A column {@code column=value} for each category seen, 1 in the rows of that category and 0 in
 * others, in the order of the texts. Missing and categories not seen are 0 in all of them: put a
 * {@link MissingIndicator} beside it when missing tells something.
 *
 * <pre>{@code
 * - one-hot: {columns: [channel], maxCategories: 10, minCount: 50}
 * }</pre>
 *
 * @param column a column of categories
 * @param maxCategories at most so many columns: the most frequent categories, ties in the order of
 *     the texts
 * @param minCount only categories of at least so many rows
 */
public record OneHot(String column, int maxCategories, long minCount)
    implements Feature<CategoryCounts> {
  /** At most so many columns unless another number is chosen. */
  public static final int DEFAULT_MAX_CATEGORIES = 100;

  /** Checks that both limits are at least 1. */
  public OneHot {
    checkArgument(
        maxCategories >= 1 && minCount >= 1,
        "maxCategories and minCount of column '%s' should be at least 1, and are %s and %s.",
        column,
        maxCategories,
        minCount);
  }

  /** The feature of a column: its categories, at most {@link #DEFAULT_MAX_CATEGORIES}. */
  public static OneHot of(String column) {
    return new OneHot(column, DEFAULT_MAX_CATEGORIES, 1);
  }

  /** The same with at most so many columns. */
  public OneHot withMaxCategories(int categories) {
    return new OneHot(column, categories, minCount);
  }

  /** The same without categories of fewer rows. */
  public OneHot withMinCount(long count) {
    return new OneHot(column, maxCategories, count);
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.category(column));
  }

  @Override
  public CategoryCounts empty() {
    return new CategoryCounts();
  }

  @Override
  public void add(CategoryCounts accumulator, RecordBatch batch) {
    accumulator.add(batch.categorical(column));
  }

  @Override
  public CategoryCounts read(DataInput in) throws IOException {
    return CategoryCounts.read(in);
  }

  @Override
  public Fitted fit(CategoryCounts accumulator) {
    return new Fit(
        column,
        accumulator.byFrequency().stream()
            .filter(category -> !category.isMissing() && category.rows() >= minCount)
            .limit(maxCategories)
            .map(CategoryCounts.Category::category)
            .sorted()
            .toList());
  }

  /**
   * Writes a column for each category.
   *
   * @param column the column it reads
   * @param categories the categories, in the order of their columns
   */
  public record Fit(String column, List<String> categories) implements Fitted {
    /** Copies the categories. */
    public Fit {
      categories = ImmutableList.copyOf(categories);
    }

    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return categories.stream().map(category -> column + "=" + category).toList();
    }

    @Override
    public boolean mayWrite(String name) {
      return name.startsWith(column + "=");
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      var values = in.categorical(column);
      for (int i = 0; i < categories.size(); i++) {
        var category = categories.get(i);
        CategoryWriter.write(
            values, 0, value -> value.equals(category) ? 1 : 0, out, firstColumn + i);
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super(
          "one-hot/1",
          OneHot.class,
          Fit.class,
          ImmutableMap.of("maxCategories", DEFAULT_MAX_CATEGORIES, "minCount", 1));
    }
  }
}
