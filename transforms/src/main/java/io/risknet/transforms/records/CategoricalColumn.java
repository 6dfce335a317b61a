package io.risknet.transforms.records;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Strings from a limited set: a dictionary and one code a row, -1 for missing. The dictionary holds
 * distinct values; it may hold some that no row uses, and its order means nothing.
 */
public final class CategoricalColumn implements Column {
  /** The code of a missing value. */
  public static final int MISSING = -1;

  private final int[] codes;
  private final ImmutableList<String> dictionary;

  private CategoricalColumn(int[] codes, ImmutableList<String> dictionary) {
    this.codes = codes;
    this.dictionary = dictionary;
  }

  /** A column of these codes, which it takes over without a copy. */
  public static CategoricalColumn of(int[] codes, List<String> dictionary) {
    return new CategoricalColumn(codes, ImmutableList.copyOf(dictionary));
  }

  /** A column of these values; the empty string is missing. */
  public static CategoricalColumn of(String... values) {
    var seen = new LinkedHashMap<String, Integer>();
    var codes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i].isEmpty()) {
        codes[i] = MISSING;
      } else {
        Integer next = seen.size();
        Integer known = seen.putIfAbsent(values[i], next);
        codes[i] = known == null ? next : known;
      }
    }
    return of(codes, List.copyOf(seen.keySet()));
  }

  /** The code of a row, -1 when missing. */
  public int code(int row) {
    return codes[row];
  }

  /** The codes, not to be written to. */
  public int[] codes() {
    return codes;
  }

  /** The value of each code. */
  public List<String> dictionary() {
    return dictionary;
  }

  /**
   * The column with every value of the dictionary mapped; values mapped to the same text become
   * one, and values mapped to the empty string become missing.
   */
  public CategoricalColumn map(UnaryOperator<String> mapping) {
    var mapped = dictionary.stream().map(mapping).toArray(String[]::new);
    var merged = of(mapped);
    var newCodes = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      newCodes[i] = codes[i] == MISSING ? MISSING : merged.codes[codes[i]];
    }
    return new CategoricalColumn(newCodes, merged.dictionary);
  }

  @Override
  public ColumnType type() {
    return ColumnType.CATEGORICAL;
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  @Override
  public String text(int row) {
    return codes[row] == MISSING ? "" : dictionary.get(codes[row]);
  }

  @Override
  public CategoricalColumn take(int[] rows) {
    var taken = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = codes[rows[i]];
    }
    return new CategoricalColumn(taken, dictionary);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalColumn that
        && Arrays.equals(codes, that.codes)
        && dictionary.equals(that.dictionary);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(codes) + dictionary.hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(codes) + " of " + dictionary;
  }
}
