package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out the columns that do not vary: those with one value or none (missing ones left aside),
 * or, when asked, those of little variance.
 *
 * <pre>{@code
 * - drop-by-variance
 * - drop-by-variance: 0.001
 * }</pre>
 *
 * @param atMost the population variance up to which a column is left out; 0 for constant ones only
 */
public record DropByVariance(double atMost) implements Step {

  /** Checks the variance. */
  public DropByVariance {
    checkArgument(atMost >= 0, "The variance should be at least 0, and is %s.", atMost);
  }

  /** The step that leaves out constant columns. */
  public static DropByVariance of() {
    return new DropByVariance(0);
  }

  /** The step that leaves out columns up to a variance, in the square of the column's unit. */
  public static DropByVariance of(double atMost) {
    return new DropByVariance(atMost);
  }

  @Override
  public boolean needsMoments() {
    return atMost > 0;
  }

  @Override
  public FittedStep fit(List<ColumnStats> columns) {
    var dropped = new LinkedHashMap<String, String>();
    for (var column : columns) {
      if (!column.varies()) {
        dropped.put(column.name(), "no variance");
      } else if (needsMoments() && column.variance() <= atMost) {
        dropped.put(column.name(), "variance " + (float) column.variance());
      }
    }
    return new Fit(dropped);
  }

  /**
   * Leaves the columns out.
   *
   * @param dropped the columns, each with its reason
   */
  public record Fit(Map<String, String> dropped) implements FittedStep {
    /** Keeps the order of the columns. */
    public Fit {
      dropped = ImmutableMap.copyOf(dropped);
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("drop-by-variance/1", DropByVariance.class, Fit.class, Map.of("atMost", 0.0));
    }
  }
}
