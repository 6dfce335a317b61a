package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.statistics.CategoryCounts;
import java.io.DataInput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A category as its rank by descending frequency, from 0, ties in the order of the texts; behind
 * the n categories seen come n for one not seen and n + 1 for missing. Writes the column {@code
 * column:ordinal}.
 *
 * <pre>{@code
 * - ordinal-encode: [channel, property_type]
 * }</pre>
 *
 * @param column a column of categories
 */
public record OrdinalEncode(String column) implements Feature<CategoryCounts> {

  /** The feature of a column. */
  public static OrdinalEncode of(String column) {
    return new OrdinalEncode(column);
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
    var ranks = new LinkedHashMap<String, Integer>();
    for (var category : accumulator.byFrequency()) {
      if (!category.isMissing()) {
        ranks.put(category.category(), ranks.size());
      }
    }
    return new Fit(column, ranks);
  }

  /**
   * Writes each category's rank.
   *
   * @param column the column it reads
   * @param ranks the rank of each category seen
   */
  public record Fit(String column, Map<String, Integer> ranks) implements Fitted {
    /** Keeps the order of the categories. */
    public Fit {
      ranks = ImmutableMap.copyOf(ranks);
    }

    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return List.of(column + ":ordinal");
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      int unseen = ranks.size();
      int missing = unseen + 1;
      CategoryWriter.write(
          in.categorical(column),
          missing,
          category -> ranks.getOrDefault(category, unseen),
          out,
          firstColumn);
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("ordinal-encode/1", OrdinalEncode.class, Fit.class, Map.of());
    }
  }
}
