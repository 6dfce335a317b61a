package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;
import static io.risknet.transforms.statistics.CategoryCounts.MISSING_CATEGORY;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.statistics.CategoryCounts;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A category as the share of positive labels among its rows, drawn towards the share of all rows:
 * {@code (positives + prior * smoothing) / (rows + smoothing)}, with {@code prior} the share of
 * positive labels in the rows it is fitted on (Micci-Barreca, 2001). Writes the column {@code
 * column:mean}.
 *
 * <p>Missing is a category of its own; a category not seen, and missing when none was missing, is
 * the prior. Rows without a label teach nothing. It uses the label, so a {@link FeaturePlan}
 * encodes a training row with what the other folds taught.
 *
 * <pre>{@code
 * - mean-encode: {columns: [state, seller_name], smoothing: 10}
 * }</pre>
 *
 * @param column a column of categories
 * @param smoothing how many rows the prior counts for, above zero
 */
public record MeanEncode(String column, double smoothing) implements Feature<CategoryCounts> {
  /** The smoothing unless another is chosen. */
  public static final double DEFAULT_SMOOTHING = 1;

  /** Checks that the smoothing is above zero. */
  public MeanEncode {
    checkArgument(
        smoothing > 0 && Double.isFinite(smoothing),
        "The smoothing of column '%s' should be above zero, and is %s.",
        column,
        smoothing);
  }

  /** The feature of a column, with the default smoothing. */
  public static MeanEncode of(String column) {
    return new MeanEncode(column, DEFAULT_SMOOTHING);
  }

  /** The same with another smoothing, in rows. */
  public MeanEncode withSmoothing(double newSmoothing) {
    return new MeanEncode(column, newSmoothing);
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.category(column));
  }

  @Override
  public boolean usesLabel() {
    return true;
  }

  @Override
  public CategoryCounts empty() {
    return new CategoryCounts();
  }

  @Override
  public void add(CategoryCounts accumulator, RecordBatch batch) {
    accumulator.addLabelled(batch, column);
  }

  @Override
  public CategoryCounts read(DataInput in) throws IOException {
    return CategoryCounts.read(in);
  }

  @Override
  public Fitted fit(CategoryCounts accumulator) {
    var categories = accumulator.byText();
    long rows = categories.stream().mapToLong(CategoryCounts.Category::rows).sum();
    long positives = categories.stream().mapToLong(CategoryCounts.Category::positives).sum();
    double prior = (double) positives / rows;
    var means = ImmutableMap.<String, Double>builder();
    for (var category : categories) {
      means.put(
          category.category(),
          (category.positives() + prior * smoothing) / (category.rows() + smoothing));
    }
    return new Fit(column, prior, means.buildOrThrow());
  }

  /**
   * Writes each category's mean.
   *
   * @param column the column it reads
   * @param prior what a category not seen is encoded as; {@code NaN} when fitted on no labels
   * @param means what each category is encoded as; missing is the empty text
   */
  public record Fit(String column, double prior, Map<String, Double> means) implements Fitted {
    /** Keeps the order of the categories. */
    public Fit {
      means = ImmutableMap.copyOf(means);
    }

    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return List.of(column + ":mean");
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      CategoryWriter.write(
          in.categorical(column),
          (float) mean(MISSING_CATEGORY),
          category -> (float) mean(category),
          out,
          firstColumn);
    }

    private double mean(String category) {
      return means.getOrDefault(category, prior);
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("mean-encode/1", MeanEncode.class, Fit.class, Map.of("smoothing", DEFAULT_SMOOTHING));
    }
  }
}
