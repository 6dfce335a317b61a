package io.risknet.transforms.cleaning;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.NumericColumn;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How one column is cleaned, in this order: blanks are trimmed and letters changed, values that
 * stand for missing become missing, then what is left must lie in the range and in the set.
 *
 * <pre>{@code
 * ColumnRule.none().withMissing(9999).withRange(300, 850);
 * ColumnRule.none().withTrim().withLetterCase(LetterCase.UPPER).withMissing("9")
 *     .withAllowed("P", "S", "I").withOnViolation(OnViolation.MISSING);
 * }</pre>
 *
 * <p>Numeric columns compare by value, so that {@code 9999} also means {@code 9999.0}; months are
 * given as {@code YYYYMM}; texts compare exactly, and one of nothing but blanks is missing. In JSON
 * everything may be left out that is as in {@link #none}.
 *
 * @param trim whether blanks around a text are dropped
 * @param letterCase what becomes of a text's letters
 * @param missing values that stand for missing
 * @param infinityMissing whether numbers become missing that are infinite as a {@code float}, as
 *     features hold them: those beyond 3.4e38 or below -3.4e38
 * @param min the least number or month that is allowed, or negative infinity
 * @param max the largest number or month that is allowed, or infinity
 * @param allowed the values that are allowed; empty allows all
 * @param required whether rows with a missing value are left out
 * @param onViolation what becomes of values outside the range or the set
 */
public record ColumnRule(
    boolean trim,
    LetterCase letterCase,
    List<String> missing,
    boolean infinityMissing,
    double min,
    double max,
    Set<String> allowed,
    boolean required,
    OnViolation onViolation)
    implements Serializable {
  private static final ColumnRule NONE =
      new ColumnRule(
          false,
          LetterCase.KEEP,
          List.of(),
          false,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Set.of(),
          false,
          OnViolation.REJECT);

  /** Checks the range. Sets keep their order, so that equal rules print alike. */
  public ColumnRule {
    checkArgument(min <= max, "The range from %s to %s holds no number.", min, max);
    missing = ImmutableList.copyOf(missing);
    allowed = ImmutableSet.copyOf(allowed);
  }

  /** The rule that lets everything pass. */
  public static ColumnRule none() {
    return NONE;
  }

  /** What JSON leaves out is as in {@link #none}. */
  @JsonCreator
  static ColumnRule ofJson(
      @JsonProperty("trim") boolean trim,
      @JsonProperty("letterCase") LetterCase letterCase,
      @JsonProperty("missing") List<String> missing,
      @JsonProperty("infinityMissing") boolean infinityMissing,
      @JsonProperty("min") Double min,
      @JsonProperty("max") Double max,
      @JsonProperty("allowed") Set<String> allowed,
      @JsonProperty("required") boolean required,
      @JsonProperty("onViolation") OnViolation onViolation) {
    return new ColumnRule(
        trim,
        requireNonNullElse(letterCase, NONE.letterCase),
        requireNonNullElse(missing, NONE.missing),
        infinityMissing,
        requireNonNullElse(min, NONE.min),
        requireNonNullElse(max, NONE.max),
        requireNonNullElse(allowed, NONE.allowed),
        required,
        requireNonNullElse(onViolation, NONE.onViolation));
  }

  /** The same as far as it changes values; those that a row is left out for stay as they are. */
  ColumnRule leavingNoneOut() {
    boolean changes = onViolation == OnViolation.MISSING;
    return new ColumnRule(
        trim,
        letterCase,
        missing,
        infinityMissing,
        changes ? min : NONE.min,
        changes ? max : NONE.max,
        changes ? allowed : NONE.allowed,
        false,
        onViolation);
  }

  /** Drops blanks around texts. */
  public ColumnRule withTrim() {
    return new ColumnRule(
        true, letterCase, missing, infinityMissing, min, max, allowed, required, onViolation);
  }

  /** Changes the letters of texts. */
  public ColumnRule withLetterCase(LetterCase newLetterCase) {
    return new ColumnRule(
        trim, newLetterCase, missing, infinityMissing, min, max, allowed, required, onViolation);
  }

  /** Takes these values as missing. */
  public ColumnRule withMissing(String... values) {
    var newMissing = List.of(values);
    return new ColumnRule(
        trim, letterCase, newMissing, infinityMissing, min, max, allowed, required, onViolation);
  }

  /** Takes these numbers, or months as {@code YYYYMM}, as missing. */
  public ColumnRule withMissing(double... values) {
    return withMissing(texts(values));
  }

  /** Takes numbers as missing that are infinite, or would be as a {@code float}. */
  public ColumnRule withInfinityMissing() {
    return new ColumnRule(
        trim, letterCase, missing, true, min, max, allowed, required, onViolation);
  }

  /** Allows numbers, or months as {@code YYYYMM}, from {@code newMin} to {@code newMax}. */
  public ColumnRule withRange(double newMin, double newMax) {
    return new ColumnRule(
        trim, letterCase, missing, infinityMissing, newMin, newMax, allowed, required, onViolation);
  }

  /** Allows these values only. */
  public ColumnRule withAllowed(String... values) {
    var newAllowed = ImmutableSet.copyOf(values);
    return new ColumnRule(
        trim, letterCase, missing, infinityMissing, min, max, newAllowed, required, onViolation);
  }

  /** Allows these numbers, or months as {@code YYYYMM}, only. */
  public ColumnRule withAllowed(double... values) {
    return withAllowed(texts(values));
  }

  /** Leaves out rows in which the value is missing. */
  public ColumnRule withRequired() {
    return new ColumnRule(
        trim, letterCase, missing, infinityMissing, min, max, allowed, true, onViolation);
  }

  /** Says what becomes of values outside the range or the set. */
  public ColumnRule withOnViolation(OnViolation newOnViolation) {
    return new ColumnRule(
        trim, letterCase, missing, infinityMissing, min, max, allowed, required, newOnViolation);
  }

  /** Whether there is anything to do. */
  boolean isNone() {
    return equals(NONE);
  }

  /** Fails when the rule asks for what a column of this type can't give. */
  void checkFits(ColumnSchema column) {
    boolean text = column.type() == ColumnType.TEXT || column.type() == ColumnType.CATEGORICAL;
    checkArgument(
        !text || (min == NONE.min && max == NONE.max && !infinityMissing),
        "The cleaning rule of column '%s' has a range or speaks of infinity, and its values are"
            + " texts; read the column as numeric, or list the allowed texts.",
        column.name());
    checkArgument(
        text || letterCase == LetterCase.KEEP,
        "The cleaning rule of column '%s' changes letters, and its values are numbers.",
        column.name());
    if (!text) {
      missing.forEach(value -> number(value, column));
      allowed.forEach(value -> number(value, column));
    }
  }

  /** The values as numbers, ascending. */
  static double[] numbers(Collection<String> values) {
    return values.stream().mapToDouble(Double::parseDouble).sorted().toArray();
  }

  private static void number(String value, ColumnSchema column) {
    try {
      Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The cleaning rule of column '"
              + column.name()
              + "' names the value '"
              + value
              + "', and the column's values are numbers.",
          e);
    }
  }

  private static String[] texts(double[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> NumericColumn.of(value).text(0))
        .toArray(String[]::new);
  }
}
