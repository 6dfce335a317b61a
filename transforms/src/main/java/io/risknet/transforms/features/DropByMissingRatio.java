package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Leaves out the columns of which too much is missing.
 *
 * <pre>{@code
 * - drop-by-missing-ratio: 0.70
 * }</pre>
 *
 * @param atLeast the share of missing values, 0 to 1, from which on a column is left out
 */
public record DropByMissingRatio(double atLeast) implements Step {
  /** The share unless another is chosen. */
  public static final double DEFAULT = 0.70;

  /** Checks the share. */
  public DropByMissingRatio {
    checkArgument(
        atLeast > 0 && atLeast <= 1,
        "The share of missing values should be above 0 and at most 1, and is %s.",
        atLeast);
  }

  /** The step with the default share. */
  public static DropByMissingRatio of() {
    return new DropByMissingRatio(DEFAULT);
  }

  /** The step with a share, 0 to 1. */
  public static DropByMissingRatio of(double atLeast) {
    return new DropByMissingRatio(atLeast);
  }

  @Override
  public FittedStep fit(List<ColumnStats> columns) {
    var dropped = new LinkedHashMap<String, String>();
    for (var column : columns) {
      if (column.missingRatio() >= atLeast) {
        dropped.put(
            column.name(),
            String.format(Locale.ROOT, "%.1f %% missing", 100 * column.missingRatio()));
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
      super(
          "drop-by-missing-ratio/1",
          DropByMissingRatio.class,
          Fit.class,
          Map.of("atLeast", DEFAULT));
    }
  }
}
