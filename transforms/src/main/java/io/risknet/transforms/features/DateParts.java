package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Year, month of the year (1 to 12) and quarter (1 to 4) of a month; missing stays missing. Writes
 * the columns {@code column:year}, {@code column:month} and {@code column:quarter}, or those of
 * them that are asked for.
 *
 * <pre>{@code
 * - date-parts: {columns: [first_payment_date], parts: [month, quarter]}
 * }</pre>
 *
 * @param column a column of months
 * @param parts what to write, in this order
 */
public record DateParts(String column, List<Part> parts) implements Unlearned {

  /** A part of a month. */
  public enum Part {
    /** The year. */
    YEAR,
    /** The month of the year, 1 to 12. */
    MONTH,
    /** The quarter of the year, 1 to 4. */
    QUARTER;

    private int of(int month) {
      int monthOfYear = Math.floorMod(month, 12);
      return switch (this) {
        case YEAR -> Math.floorDiv(month, 12);
        case MONTH -> monthOfYear + 1;
        case QUARTER -> monthOfYear / 3 + 1;
      };
    }
  }

  /** Checks that there are parts. */
  public DateParts {
    parts = ImmutableList.copyOf(parts);
    checkArgument(!parts.isEmpty(), "Name at least one part of column '%s'.", column);
  }

  /** The feature of a column: all parts, or these. */
  public static DateParts of(String column, Part... parts) {
    return new DateParts(column, List.of(parts.length == 0 ? Part.values() : parts));
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.month(column));
  }

  @Override
  public Fitted fit() {
    return new Fit(column, parts);
  }

  /**
   * Writes the parts.
   *
   * @param column the column it reads
   * @param parts what it writes, in this order
   */
  public record Fit(String column, List<Part> parts) implements Fitted {
    /** Copies the parts. */
    public Fit {
      parts = ImmutableList.copyOf(parts);
    }

    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return parts.stream()
          .map(part -> column + ":" + part.name().toLowerCase(Locale.ROOT))
          .toList();
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      MonthColumn months = in.month(column);
      for (int i = 0; i < parts.size(); i++) {
        for (int row = 0; row < months.size(); row++) {
          float part = months.isMissing(row) ? Float.NaN : parts.get(i).of(months.get(row));
          out.set(row, firstColumn + i, part);
        }
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("date-parts/1", DateParts.class, Fit.class, Map.of("parts", Part.values()));
    }
  }
}
