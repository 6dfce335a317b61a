package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import java.util.Map;

/**
 * 1 where a column's value is missing, otherwise 0. Writes the column {@code column:missing}.
 *
 * <pre>{@code
 * - missing-indicator: [credit_score]
 * }</pre>
 *
 * @param column a column of any type
 */
public record MissingIndicator(String column) implements Unlearned {

  /** The feature of a column. */
  public static MissingIndicator of(String column) {
    return new MissingIndicator(column);
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.any(column));
  }

  @Override
  public Fitted fit() {
    return new Fit(column);
  }

  /**
   * Writes the indicator.
   *
   * @param column the column it reads
   */
  public record Fit(String column) implements Fitted {
    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return List.of(column + ":missing");
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      var values = in.column(column);
      for (int row = 0; row < values.size(); row++) {
        out.set(row, firstColumn, values.isMissing(row) ? 1 : 0);
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("missing-indicator/1", MissingIndicator.class, Fit.class, Map.of());
    }
  }
}
