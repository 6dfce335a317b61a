package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps every column's range over the training rows to 0 to 1: {@code (x - min) / (max - min)}, a
 * constant column to 0. Missing stays missing; other rows may come out below 0 or above 1.
 *
 * <pre>{@code
 * - min-max-scale
 * }</pre>
 */
public record MinMaxScale() implements Step {

  /** The step. */
  public static MinMaxScale of() {
    return new MinMaxScale();
  }

  @Override
  public boolean changesValues() {
    return true;
  }

  @Override
  public FittedStep fit(List<ColumnStats> columns) {
    var ranges = new LinkedHashMap<String, Range>();
    for (var column : columns) {
      ranges.put(column.name(), new Range(column.min(), column.max()));
    }
    return new Fit(ranges);
  }

  /**
   * A column's range.
   *
   * @param min the least value
   * @param max the greatest value
   */
  public record Range(double min, double max) {}

  /**
   * Maps the columns.
   *
   * @param ranges the range of each column
   */
  public record Fit(Map<String, Range> ranges) implements FittedStep {
    /** Keeps the order of the columns. */
    public Fit {
      ranges = ImmutableMap.copyOf(ranges);
    }

    @Override
    public boolean changesValues() {
      return true;
    }

    @Override
    public void apply(String name, FloatMatrix matrix, int column) {
      var range = ranges.get(name);
      double width = range.max > range.min ? range.max - range.min : Double.POSITIVE_INFINITY;
      for (int row = 0; row < matrix.rows(); row++) {
        matrix.set(row, column, (float) ((matrix.get(row, column) - range.min) / width));
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("min-max-scale/1", MinMaxScale.class, Fit.class, Map.of());
    }
  }
}
