package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Leaves out a column that is correlated with an earlier one that is kept, in the plan's order:
 * Pearson's r over the rows where both are present, as pandas' {@code corr} takes it. A column that
 * does not vary over those rows has no correlation.
 *
 * <pre>{@code
 * - drop-by-correlation: 0.70
 * }</pre>
 *
 * <p>Values are rounded to 2^18 steps over their column's range, so that all pairs can be summed up
 * exactly and fast. With {@code w = range / deviation} of a column, that draws r towards zero by
 * about {@code w^2 / 2^40} of itself, and moves it at random by about {@code w / (2^20 *
 * sqrt(rows))}: in the seventh digit for w = 10 and a thousand rows. A single value a million
 * deviations away would hide all others, so outliers of that kind should be cleaned first.
 *
 * @param above the absolute correlation, 0 to 1, above which the later column is left out
 */
public record DropByCorrelation(double above) implements RowStep<PairProducts> {
  /** The correlation unless another is chosen. */
  public static final double DEFAULT = 0.70;

  /** Checks the correlation. */
  public DropByCorrelation {
    checkArgument(
        above >= 0 && above <= 1, "The correlation should be from 0 to 1, and is %s.", above);
  }

  /** The step with the default correlation. */
  public static DropByCorrelation of() {
    return new DropByCorrelation(DEFAULT);
  }

  /** The step with an absolute correlation, 0 to 1. */
  public static DropByCorrelation of(double above) {
    return new DropByCorrelation(above);
  }

  @Override
  public PairProducts empty(List<ColumnStats> columns) {
    return PairProducts.of(columns);
  }

  @Override
  public void add(PairProducts accumulator, FloatMatrix rows) {
    accumulator.add(rows);
  }

  @Override
  public PairProducts read(DataInput in) throws IOException {
    return PairProducts.read(in);
  }

  @Override
  public FittedStep fit(List<ColumnStats> columns, PairProducts accumulator) {
    var kept = new ArrayList<Integer>();
    var dropped = new LinkedHashMap<String, String>();
    for (int column = 0; column < columns.size(); column++) {
      int later = column;
      var twin =
          kept.stream()
              .filter(earlier -> Math.abs(accumulator.correlation(earlier, later)) > above)
              .findFirst();
      if (twin.isPresent()) {
        dropped.put(
            columns.get(column).name(),
            String.format(
                Locale.ROOT,
                "correlation %.3f with '%s'",
                accumulator.correlation(twin.get(), column),
                columns.get(twin.get()).name()));
      } else {
        kept.add(column);
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
      super("drop-by-correlation/1", DropByCorrelation.class, Fit.class, Map.of("above", DEFAULT));
    }
  }
}
