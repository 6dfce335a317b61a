package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import com.google.common.collect.Maps;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import java.util.Map;

/**
 * 1 where two columns hold the same text, 0 where they differ, missing where either is missing: a
 * loan whose seller services it. Writes one column, {@code left=right} unless it is given a name.
 *
 * <pre>{@code
 * - equal-columns: {left: seller_name, right: servicer_name, name: seller_services}
 * }</pre>
 *
 * @param left a column of any type
 * @param right the column it is compared with
 * @param name name of the column written; empty for {@code left=right}
 */
public record EqualColumns(String left, String right, String name) implements Unlearned {

  /** The feature of two columns. */
  public static EqualColumns of(String left, String right) {
    return new EqualColumns(left, right, "");
  }

  /** The same under another name. */
  public EqualColumns withName(String newName) {
    return new EqualColumns(left, right, newName);
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.any(left), Input.any(right));
  }

  @Override
  public Fitted fit() {
    return new Fit(left, right, name.isEmpty() ? left + "=" + right : name);
  }

  /**
   * Writes whether the columns are equal.
   *
   * @param left a column it reads
   * @param right the other
   * @param name the column it writes
   */
  public record Fit(String left, String right, String name) implements Fitted {
    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }

    @Override
    public List<String> names() {
      return List.of(name);
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      var lefts = in.column(left);
      var rights = in.column(right);
      if (lefts instanceof CategoricalColumn leftCategories
          && rights instanceof CategoricalColumn rightCategories) {
        writeCategories(leftCategories, rightCategories, out, firstColumn);
        return;
      }
      for (int row = 0; row < in.rows(); row++) {
        boolean missing = lefts.isMissing(row) || rights.isMissing(row);
        boolean same = lefts.text(row).equals(rights.text(row));
        out.set(row, firstColumn, missing ? Float.NaN : same ? 1 : 0);
      }
    }

    /** Compares codes: texts are looked up once for each entry of the dictionary. */
    private static void writeCategories(
        CategoricalColumn lefts, CategoricalColumn rights, FloatMatrix out, int column) {
      var rightDictionary = rights.dictionary();
      Map<String, Integer> rightCodes = Maps.newHashMapWithExpectedSize(rightDictionary.size());
      for (int code = 0; code < rightDictionary.size(); code++) {
        rightCodes.put(rightDictionary.get(code), code);
      }
      var rightOfLeft =
          lefts.dictionary().stream()
              .mapToInt(text -> rightCodes.getOrDefault(text, CategoricalColumn.MISSING))
              .toArray();
      for (int row = 0; row < lefts.size(); row++) {
        boolean missing = lefts.isMissing(row) || rights.isMissing(row);
        float equal =
            missing ? Float.NaN : rightOfLeft[lefts.code(row)] == rights.code(row) ? 1 : 0;
        out.set(row, column, equal);
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("equal-columns/1", EqualColumns.class, Fit.class, Map.of("name", ""));
    }
  }
}
