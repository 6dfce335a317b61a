package io.risknet.transforms.cleaning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The cleaning rules of a table, a rule a column; columns without one pass as they are. Plain
 * values that know nothing of Beam: whoever scores one loan cleans it with the rules that the model
 * was trained with. In JSON a map from column to {@link ColumnRule}.
 *
 * <pre>{@code
 * var rules = CleaningRules.of(
 *     Map.of("credit_score", ColumnRule.none().withMissing(9999).withRange(300, 850)));
 * var cleaned = rules.clean(batch);
 * cleaned.batch();       // without the rows that broke a rule
 * cleaned.violations();  // which those were, and why
 * }</pre>
 *
 * @param columns the rules by column
 */
public record CleaningRules(@JsonValue Map<String, ColumnRule> columns) implements Serializable {

  /** Copies the map, by name, so that equal rules have equal JSON. */
  public CleaningRules {
    columns = ImmutableSortedMap.copyOf(columns);
  }

  /** These rules by column. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static CleaningRules of(Map<String, ColumnRule> columns) {
    return new CleaningRules(columns);
  }

  /** No rules: all values pass as they are. */
  public static CleaningRules none() {
    return of(Map.of());
  }

  /**
   * These rules as far as they change values: no row is left out, and a value that it would be left
   * out for stays as it is.
   */
  public CleaningRules leavingNoneOut() {
    return of(Maps.transformValues(columns, ColumnRule::leavingNoneOut));
  }

  /**
   * Fails when the rules do not fit a table: with the name of a column that the table lacks, or one
   * whose type can't keep its rule.
   */
  public void checkFit(TableSchema schema) {
    columns.forEach(
        (name, rule) -> {
          if (!schema.contains(name)) {
            throw new IllegalArgumentException(
                "There is a cleaning rule for the column '"
                    + name
                    + "', which the table does not have; it has "
                    + schema.columns().stream().map(ColumnSchema::name).toList()
                    + ".");
          }
          rule.checkFits(schema.column(name));
        });
  }

  /**
   * Cleans a batch, column by column in the schema's order; a row that was left out for one column
   * is not reported for a later one. Throws as {@link #checkFit}.
   */
  public Cleaned clean(RecordBatch batch) {
    checkFit(batch.schema());
    var pass = new CleaningPass(batch);
    for (var column : batch.schema().columns()) {
      pass.clean(column, columns.getOrDefault(column.name(), ColumnRule.none()));
    }
    return pass.cleaned();
  }

  /**
   * What cleaning made of a batch.
   *
   * @param batch the rows that are left, in order
   * @param violations the values that were not allowed, at most one a rejected row
   * @param mended how many values were changed or became missing, by column; columns without any
   *     are absent
   */
  public record Cleaned(RecordBatch batch, List<Violation> violations, Map<String, Long> mended) {}

  /**
   * A value that is not allowed.
   *
   * @param row its row in the batch that was cleaned
   * @param column its column
   * @param reason a sentence that continues "Left out because ..."
   * @param raw the value as it stood in the batch that was cleaned
   * @param rejected whether the row was left out for it; otherwise the value became missing
   */
  public record Violation(int row, String column, String reason, String raw, boolean rejected) {}
}
