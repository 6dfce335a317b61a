package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings every column to mean 0 and standard deviation 1 over the training rows: {@code (x - mean)
 * / deviation} with the population deviation; a constant column to 0. Missing stays missing.
 *
 * <pre>{@code
 * - standard-scale
 * }</pre>
 */
public record StandardScale() implements Step {

  /** The step. */
  public static StandardScale of() {
    return new StandardScale();
  }

  @Override
  public boolean changesValues() {
    return true;
  }

  @Override
  public boolean needsMoments() {
    return true;
  }

  @Override
  public FittedStep fit(List<ColumnStats> columns) {
    var spreads = new LinkedHashMap<String, Spread>();
    for (var column : columns) {
      double deviation = column.varies() ? Math.sqrt(column.variance()) : 0;
      spreads.put(column.name(), new Spread(column.mean(), deviation));
    }
    return new Fit(spreads);
  }

  /**
   * A column's spread.
   *
   * @param mean its mean
   * @param deviation its population standard deviation; 0 of a constant
   */
  public record Spread(double mean, double deviation) {}

  /**
   * Maps the columns.
   *
   * @param spreads the spread of each column
   */
  public record Fit(Map<String, Spread> spreads) implements FittedStep {
    /** Keeps the order of the columns. */
    public Fit {
      spreads = ImmutableMap.copyOf(spreads);
    }

    @Override
    public boolean changesValues() {
      return true;
    }

    @Override
    public void apply(String name, FloatMatrix matrix, int column) {
      var spread = spreads.get(name);
      double unit = spread.deviation > 0 ? spread.deviation : Double.POSITIVE_INFINITY;
      for (int row = 0; row < matrix.rows(); row++) {
        matrix.set(row, column, (float) ((matrix.get(row, column) - spread.mean) / unit));
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("standard-scale/1", StandardScale.class, Fit.class, Map.of());
    }
  }
}
