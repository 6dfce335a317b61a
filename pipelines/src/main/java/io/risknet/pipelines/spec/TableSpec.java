package io.risknet.pipelines.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.cleaning.ColumnRule;
import io.risknet.transforms.cleaning.Duplicates;
import io.risknet.transforms.records.DelimitedFormat;
import io.risknet.transforms.records.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A delimited table, as a spec describes it.
 *
 * @param delimiter the one character between fields
 * @param header whether each file starts with the names of its columns
 * @param quoted whether fields may be quoted (RFC 4180)
 * @param minColumns rows with fewer fields are rejected; without a header. All columns when it is 0
 * @param duplicates which of several rows with one id is kept
 * @param columns name to description; without a header, all columns in their order
 */
public record TableSpec(
    String delimiter,
    boolean header,
    boolean quoted,
    int minColumns,
    DuplicatePolicy duplicates,
    Map<String, ColumnSpec> columns) {

  /** Which of several rows with one id is kept. */
  public enum DuplicatePolicy {
    /** The first of the lowest file and line. */
    @JsonProperty("first")
    FIRST,
    /** The last. */
    @JsonProperty("last")
    LAST,
    /** None. */
    @JsonProperty("reject")
    REJECT
  }

  /** Checks the delimiter and the columns, and gives what is absent its default. */
  public TableSpec {
    if (delimiter == null || delimiter.length() != 1 || delimiter.charAt(0) > 127) {
      throw new IllegalArgumentException("the table's delimiter should be one ASCII character");
    }
    if (columns == null || columns.isEmpty()) {
      throw new IllegalArgumentException("the table needs columns");
    }
    duplicates = duplicates == null ? DuplicatePolicy.FIRST : duplicates;
    if (minColumns < 0) {
      throw new IllegalArgumentException(
          "minColumns is %d; it takes a number of columns".formatted(minColumns));
    }
    minColumns = minColumns > 0 ? minColumns : columns.size();
    columns = ImmutableMap.copyOf(columns);
    long ids = columns.values().stream().filter(c -> c.type() == ColumnSpec.Kind.ID).count();
    if (ids != 1) {
      throw new IllegalArgumentException(
          "the table needs exactly one column of type id, and has " + ids);
    }
  }

  /** The table as one whose rows without a value in this column are rejected. */
  TableSpec requiring(String name) {
    return changing(name, ColumnSpec::asRequired);
  }

  /** The table as one whose rows are grouped by this column. */
  TableSpec grouping(String name) {
    return changing(name, ColumnSpec::asGroup);
  }

  private TableSpec changing(String name, UnaryOperator<ColumnSpec> change) {
    var changed = new LinkedHashMap<>(columns);
    changed.computeIfPresent(name, (key, column) -> change.apply(column));
    return new TableSpec(delimiter, header, quoted, minColumns, duplicates, changed);
  }

  /** The columns that are read. */
  public TableSchema schema() {
    return TableSchema.of(
        columns.entrySet().stream()
            .filter(column -> column.getValue().type() != ColumnSpec.Kind.SKIP)
            .map(column -> column.getValue().schema(column.getKey()))
            .toList());
  }

  /** How its files are cut into fields. */
  public DelimitedFormat format() {
    var missing =
        columns.values().stream().flatMap(column -> column.unreadableMissing().stream()).distinct();
    var format =
        DelimitedFormat.of(delimiter.charAt(0)).withQuotes(quoted).withMissing(missing.toList());
    return header
        ? format.withHeader(true)
        : format.withColumns(List.copyOf(columns.keySet())).withMinColumns(minColumns);
  }

  /**
   * How files to score are cut, of which only some columns are read. What comes after them, such as
   * the label, is not there yet; a least number of columns that the spec gives holds all the same.
   */
  public DelimitedFormat scoringFormat(TableSchema needed) {
    boolean takesAll = minColumns >= columns.size();
    return header || !takesAll
        ? format()
        : format().withMinColumns(last(needed, List.copyOf(columns.keySet())) + 1);
  }

  private static int last(TableSchema needed, List<String> names) {
    return needed.columns().stream()
        .mapToInt(column -> names.indexOf(column.name()))
        .max()
        .orElseThrow();
  }

  /**
   * What its label stands for, in a sentence.
   *
   * @throws IllegalStateException when it has no column of type label
   */
  public String outcome() {
    var label =
        columns.entrySet().stream()
            .filter(column -> column.getValue().type() == ColumnSpec.Kind.LABEL)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("The table has no label."));
    var positive = label.getValue().positive();
    return "A default is where the column `%s` holds %s."
        .formatted(label.getKey(), positive.isEmpty() ? "1" : String.join(" or ", positive));
  }

  /** How its columns are cleaned. */
  public CleaningRules cleaning() {
    var rules = new LinkedHashMap<String, ColumnRule>();
    columns.forEach(
        (name, column) -> {
          if (column.type() != ColumnSpec.Kind.SKIP && !column.rule().equals(ColumnRule.none())) {
            rules.put(name, column.rule());
          }
        });
    return CleaningRules.of(rules);
  }

  /** The policy for duplicates. */
  public Duplicates duplicatePolicy() {
    return Duplicates.valueOf(duplicates.name());
  }
}
