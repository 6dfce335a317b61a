package io.risknet.transforms.profiling;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.statistics.CategoryCounts;
import io.risknet.transforms.statistics.CategoryCounts.Category;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of each category. All are counted, as a bounded count would depend on the order of rows. */
final class CategoryColumnCounts implements ColumnCounts {
  /** Categories that a shuffle carries at once. */
  private static final int PART = 1 << 13;

  private final CategoryCounts counts;

  CategoryColumnCounts() {
    this(new CategoryCounts());
  }

  private CategoryColumnCounts(CategoryCounts counts) {
    this.counts = counts;
  }

  @Override
  public ColumnType type() {
    return ColumnType.CATEGORICAL;
  }

  @Override
  public void add(Column column) {
    counts.add((CategoricalColumn) column);
  }

  @Override
  public List<ColumnCounts> parts() {
    var parts = counts.parts(PART).stream().<ColumnCounts>map(CategoryColumnCounts::new).toList();
    return parts.isEmpty() ? List.of(this) : parts;
  }

  @Override
  public ColumnProfile profile() {
    var categories = counts.byText();
    return new ColumnProfile(
        type(),
        categories.stream().mapToLong(Category::rows).sum(),
        categories.stream().filter(Category::isMissing).mapToLong(Category::rows).sum(),
        Optional.empty(),
        Optional.of(CategorySummary.of(counts)),
        Optional.empty());
  }

  @Override
  public Drift drift(ColumnProfile reference, ColumnProfile profile) {
    return Drift.ofCategories(reference, profile, counts);
  }

  @Override
  public CategoryColumnCounts merge(ColumnCounts other) {
    return new CategoryColumnCounts(counts.merge(((CategoryColumnCounts) other).counts));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    counts.write(out);
  }

  static CategoryColumnCounts read(DataInput in) throws IOException {
    return new CategoryColumnCounts(CategoryCounts.read(in));
  }
}
