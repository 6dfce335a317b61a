package io.risknet.transforms.statistics;

import static io.risknet.transforms.records.CategoricalColumn.MISSING;

import com.google.common.collect.Lists;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.RecordBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each category occurs in a column, and how often with a positive label. Missing counts
 * as a category of its own, {@link #MISSING_CATEGORY}.
 */
public final class CategoryCounts implements Accumulator<CategoryCounts> {
  /** Stands for missing: no category is empty text. */
  public static final String MISSING_CATEGORY = "";

  private final Map<String, Category> counts = new HashMap<>();

  /**
   * The rows of one category.
   *
   * @param category its text, {@link #MISSING_CATEGORY} when missing
   * @param rows number of rows
   * @param positives number of rows whose label is 1; 0 when labels were not counted
   */
  public record Category(String category, long rows, long positives) {
    private Category plus(Category other) {
      return new Category(category, rows + other.rows, positives + other.positives);
    }

    /** Whether it stands for missing. */
    public boolean isMissing() {
      return category.equals(MISSING_CATEGORY);
    }
  }

  /** Counts the rows of a column. */
  public void add(CategoricalColumn column) {
    var rows = new long[column.dictionary().size() + 1];
    for (int code : column.codes()) {
      // Missing is code -1, so every code has its place one further.
      rows[code - MISSING]++;
    }
    addAll(column, rows, new long[rows.length]);
  }

  /**
   * Counts the rows of a column that have a label, and the positive ones.
   *
   * @throws IllegalArgumentException when a label is not 1, 0 or missing
   */
  public void addLabelled(RecordBatch batch, String columnName) {
    var column = batch.categorical(columnName);
    var labels = Labels.of(batch);
    var rows = new long[column.dictionary().size() + 1];
    var positives = new long[rows.length];
    var codes = column.codes();
    for (int row = 0; row < codes.length; row++) {
      if (!labels.isMissing(row)) {
        rows[codes[row] - MISSING]++;
        positives[codes[row] - MISSING] += labels.isPositive(row) ? 1 : 0;
      }
    }
    addAll(column, rows, positives);
  }

  /** The categories in the order of their texts. */
  public List<Category> byText() {
    return counts.values().stream().sorted(Comparator.comparing(Category::category)).toList();
  }

  /** The categories by descending number of rows, ties in the order of their texts. */
  public List<Category> byFrequency() {
    return counts.values().stream()
        .sorted(
            Comparator.comparingLong(Category::rows).reversed().thenComparing(Category::category))
        .toList();
  }

  /** The same in parts of at most so many categories: what a shuffle carries has to be small. */
  public List<CategoryCounts> parts(int categoriesAtMost) {
    return Lists.partition(byText(), categoriesAtMost).stream()
        .map(
            categories -> {
              var part = new CategoryCounts();
              categories.forEach(part::add);
              return part;
            })
        .toList();
  }

  @Override
  public CategoryCounts merge(CategoryCounts other) {
    var merged = new CategoryCounts();
    counts.values().forEach(merged::add);
    other.counts.values().forEach(merged::add);
    return merged;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (var category : byText()) {
      // Not writeUTF, which refuses long texts.
      var text = category.category().getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
      out.writeLong(category.rows());
      out.writeLong(category.positives());
    }
  }

  /** Reads what {@link #write} wrote. */
  public static CategoryCounts read(DataInput in) throws IOException {
    var counts = new CategoryCounts();
    for (int left = in.readInt(); left > 0; left--) {
      var text = new byte[in.readInt()];
      in.readFully(text);
      counts.add(
          new Category(new String(text, StandardCharsets.UTF_8), in.readLong(), in.readLong()));
    }
    return counts;
  }

  private void addAll(CategoricalColumn column, long[] rows, long[] positives) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] > 0) {
        int code = i + MISSING;
        var text = code == MISSING ? MISSING_CATEGORY : column.dictionary().get(code);
        add(new Category(text, rows[i], positives[i]));
      }
    }
  }

  private void add(Category category) {
    counts.merge(category.category(), category, Category::plus);
  }
}
