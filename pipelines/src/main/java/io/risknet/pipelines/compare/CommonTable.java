package io.risknet.pipelines.compare;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import io.risknet.pipelines.run.TableReading;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.cleaning.ColumnRule;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.DelimitedFormat;
import io.risknet.transforms.records.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one table is read for two models, so that each can score a row as if it had been read for it
 * alone: the columns of both, as they stand in the files. Only id and label, by which rows are
 * settled and labelled, are cleaned, as the champion's are. What one model would parse otherwise
 * than the other is read as text, and parsed by {@link LoneScorer}.
 */
final class CommonTable {
  private final Contender champion;
  private final Contender challenger;
  private final boolean sameMissing;

  private CommonTable(Contender champion, Contender challenger) {
    this.champion = champion;
    this.challenger = challenger;
    this.sameMissing =
        ImmutableSet.copyOf(champion.bundle().missing())
            .equals(ImmutableSet.copyOf(challenger.bundle().missing()));
  }

  /**
   * The reading.
   *
   * @param settling the champion's columns that tell rows apart and label them
   * @throws IllegalArgumentException when no file can be one for both models
   */
  static TableReading reading(
      Contender champion, Contender challenger, List<ColumnSchema> settling) {
    return new CommonTable(champion, challenger).reading(settling);
  }

  private TableReading reading(List<ColumnSchema> settling) {
    var schema = columns(settling);
    var rules = new LinkedHashMap<String, ColumnRule>(champion.table().cleaning().columns());
    rules.keySet().retainAll(settling.stream().map(ColumnSchema::name).toList());
    return new TableReading(format(schema), schema, CleaningRules.of(rules));
  }

  private TableSchema columns(List<ColumnSchema> settling) {
    var columns = new LinkedHashMap<String, ColumnSchema>();
    settling.forEach(column -> columns.put(column.name(), column));
    for (var model : List.of(champion, challenger)) {
      for (var column : model.bundle().schema().columns()) {
        checkNotLabel(model, column, columns);
        columns.merge(column.name(), raw(column), CommonTable::forBoth);
      }
    }
    return TableSchema.of(List.copyOf(columns.values()));
  }

  private static void checkNotLabel(
      Contender model, ColumnSchema column, Map<String, ColumnSchema> columns) {
    var known = columns.get(column.name());
    checkArgument(
        known == null || known.role() != ColumnRole.LABEL,
        "The model at %s goes by the column '%s', which is the label of the champion's table;"
            + " compare models of the same label.",
        model.directory(),
        column.name());
  }

  /** Which texts stand for a missing number or month is known of all columns of a table at once. */
  private ColumnSchema raw(ColumnSchema column) {
    boolean parsed = column.type() == ColumnType.NUMERIC || column.type() == ColumnType.MONTH;
    return parsed && !sameMissing ? text(column) : column;
  }

  private static ColumnSchema forBoth(ColumnSchema one, ColumnSchema other) {
    return one.type() == other.type() ? one : text(one);
  }

  private static ColumnSchema text(ColumnSchema column) {
    return new ColumnSchema(column.name(), ColumnType.TEXT, column.role());
  }

  /** A line is as long as both models need it. */
  private DelimitedFormat format(TableSchema schema) {
    var first = champion.table().scoringFormat(schema);
    var second = challenger.table().scoringFormat(schema);
    checkSameCut(first, second);
    var longer = first.columnNames().size() < second.columnNames().size() ? second : first;
    return first
        .withColumns(longer.columnNames())
        .withMinColumns(Math.max(first.minColumns(), second.minColumns()));
  }

  private void checkSameCut(DelimitedFormat first, DelimitedFormat second) {
    checkArgument(
        first.delimiter() == second.delimiter()
            && first.header() == second.header()
            && first.quoted() == second.quoted(),
        "The specs of the models at %s and %s tell of tables with another delimiter, header or"
            + " quotes; compare models of the same table.",
        champion.directory(),
        challenger.directory());
    int known = Math.min(first.columnNames().size(), second.columnNames().size());
    for (int i = 0; i < known; i++) {
      checkArgument(
          first.columnNames().get(i).equals(second.columnNames().get(i)),
          "Column %s of the table is '%s' to the model at %s, and '%s' to the one at %s; compare"
              + " models of the same table.",
          i + 1,
          first.columnNames().get(i),
          champion.directory(),
          second.columnNames().get(i),
          challenger.directory());
    }
  }
}
