package io.risknet.pipelines.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.primitives.Doubles;
import io.risknet.transforms.cleaning.ColumnRule;
import io.risknet.transforms.cleaning.LetterCase;
import io.risknet.transforms.cleaning.OnViolation;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * One column of a table, as a spec describes it.
 *
 * @param type what it holds
 * @param knownLater whether it is known only after the decision, and so can't be a feature
 * @param required whether rows that miss it are rejected
 * @param missing texts or numbers that stand for a missing value; texts of a numeric or month
 *     column do so in all such columns of the table
 * @param min the least number allowed
 * @param max the greatest number allowed
 * @param allowed the only texts or numbers allowed
 * @param trim whether blanks around a text are cut off
 * @param upperCase whether letters are made capitals
 * @param violation what becomes of a row whose value is not allowed
 * @param positive for a label: the values that count as 1; all others count as 0
 */
public record ColumnSpec(
    Kind type,
    boolean knownLater,
    boolean required,
    List<String> missing,
    Optional<Double> min,
    Optional<Double> max,
    List<String> allowed,
    boolean trim,
    boolean upperCase,
    Violation violation,
    List<String> positive) {

  /** What a column holds. */
  public enum Kind {
    /** Identifies the row. */
    @JsonProperty("id")
    ID,
    /** A number. */
    @JsonProperty("numeric")
    NUMERIC,
    /** One of a limited set of texts. */
    @JsonProperty("categorical")
    CATEGORICAL,
    /** A calendar month, YYYYMM. */
    @JsonProperty("month")
    MONTH,
    /** What is to be predicted. */
    @JsonProperty("label")
    LABEL,
    /** A text that says which rows belong together, such as another row's id: no feature. */
    @JsonProperty("group")
    GROUP,
    /** Not read. */
    @JsonProperty("skip")
    SKIP
  }

  /** What becomes of a row whose value is not allowed. */
  public enum Violation {
    /** The row is rejected. */
    @JsonProperty("reject")
    REJECT,
    /** The value counts as missing. */
    @JsonProperty("missing")
    MISSING
  }

  /** Checks that there is a type, and gives what is absent its default. */
  public ColumnSpec {
    if (type == null) {
      throw new IllegalArgumentException(
          "every column needs a type: id, numeric, categorical, month, label, group or skip");
    }
    missing = missing == null ? List.of() : List.copyOf(missing);
    allowed = allowed == null ? List.of() : List.copyOf(allowed);
    positive = positive == null ? List.of() : List.copyOf(positive);
    violation = violation == null ? Violation.REJECT : violation;
  }

  /** The column as it is read. */
  ColumnSchema schema(String name) {
    var role =
        switch (type) {
          case ID -> ColumnRole.ID;
          case LABEL -> ColumnRole.LABEL;
          case GROUP -> ColumnRole.BOOKKEEPING;
          default -> knownLater ? ColumnRole.OUTCOME : ColumnRole.INPUT;
        };
    return new ColumnSchema(name, held(), role);
  }

  private ColumnType held() {
    return switch (type) {
      case ID, GROUP -> ColumnType.TEXT;
      case NUMERIC -> ColumnType.NUMERIC;
      case MONTH -> ColumnType.MONTH;
      case CATEGORICAL, SKIP -> ColumnType.CATEGORICAL;
      case LABEL -> positive.isEmpty() ? ColumnType.NUMERIC : ColumnType.CATEGORICAL;
    };
  }

  /** The column as one whose rows without a value are rejected. */
  ColumnSpec asRequired() {
    return with(type, true);
  }

  /** The column as one that rows are grouped by, which is read even if nothing else needs it. */
  ColumnSpec asGroup() {
    return with(type == Kind.SKIP ? Kind.GROUP : type, required);
  }

  private ColumnSpec with(Kind newType, boolean newRequired) {
    return new ColumnSpec(
        newType,
        knownLater,
        newRequired,
        missing,
        min,
        max,
        allowed,
        trim,
        upperCase,
        violation,
        positive);
  }

  /** The texts for missing that can't be read as what the column holds: for the reader to know. */
  List<String> unreadableMissing() {
    return switch (held()) {
      case NUMERIC -> missing.stream().filter(text -> !isNumber(text)).toList();
      // Such as 000000, which is a number and no month.
      case MONTH -> missing;
      default -> List.of();
    };
  }

  private static boolean isNumber(String text) {
    return Doubles.tryParse(text) != null;
  }

  /** How the column is cleaned. A label of numbers is 0 or 1, or missing. */
  ColumnRule rule() {
    boolean texts = held() == ColumnType.CATEGORICAL || held() == ColumnType.TEXT;
    var missingValues = missing.stream().filter(text -> texts || isNumber(text));
    var rule =
        ColumnRule.none()
            .withMissing(missingValues.toArray(String[]::new))
            .withAllowed(allowed.toArray(String[]::new))
            .withOnViolation(
                violation == Violation.REJECT ? OnViolation.REJECT : OnViolation.MISSING);
    if (required) {
      rule = rule.withRequired();
    }
    if (trim) {
      rule = rule.withTrim();
    }
    if (upperCase) {
      rule = rule.withLetterCase(LetterCase.UPPER);
    }
    if (min.isPresent() || max.isPresent()) {
      rule =
          rule.withRange(
              min.orElse(Double.NEGATIVE_INFINITY), max.orElse(Double.POSITIVE_INFINITY));
    }
    if (type == Kind.NUMERIC) {
      rule = rule.withInfinityMissing();
    }
    return type == Kind.LABEL && positive.isEmpty() ? rule.withAllowed("0", "1") : rule;
  }
}
