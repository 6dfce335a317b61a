package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import java.util.Map;

/**
 * A number as it is, in single precision; missing stays missing. A month counts as its number, so
 * that later is greater. Writes the column {@code column}.
 *
 * <pre>{@code
 * - numeric: [credit_score, original_dti]
 * }</pre>
 *
 * @param column a column of numbers or months
 */
public record Numeric(String column) implements Unlearned {

  /** The feature of a column. */
  public static Numeric of(String column) {
    return new Numeric(column);
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.number(column));
  }

  @Override
  public Fitted fit() {
    return new Fit(column);
  }

  /**
   * Writes the number.
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
      return List.of(column);
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      var cells = out.values();
      int cell = out.offset(0) + firstColumn;
      for (double number : Input.numbers(in, column)) {
        cells[cell] = (float) number;
        cell += out.columns();
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("numeric/1", Numeric.class, Fit.class, Map.of());
    }
  }
}
