package io.risknet.pipelines.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.transforms.profiling.CategorySummary;
import io.risknet.transforms.profiling.ColumnProfile;
import io.risknet.transforms.profiling.NumberSummary;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.ColumnType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a page shows of a column, which is little of its profile.
 *
 * @param name of the column
 * @param type of its values
 * @param rows how many there are
 * @param missing how many have no value
 * @param least number; absent of categories, as are the next two
 * @param median number
 * @param greatest number
 * @param frequent its most frequent categories; empty of numbers
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ColumnRow(
    String name,
    ColumnType type,
    long rows,
    long missing,
    OptionalDouble least,
    OptionalDouble median,
    OptionalDouble greatest,
    List<Frequent> frequent) {
  private static final int MOST_FREQUENT = 3;

  /**
   * A category and how many rows have it.
   *
   * @param value its beginning, where it is long
   */
  public record Frequent(String value, long rows) {}

  /** Copies the list. */
  public ColumnRow {
    frequent = List.copyOf(frequent);
  }

  /** A row for each column of which more is known than how many rows it has, by name. */
  static List<ColumnRow> of(TableProfile profile) {
    return profile.columns().entrySet().stream()
        .filter(
            column ->
                column.getValue().numbers().isPresent()
                    || column.getValue().categories().isPresent())
        .map(column -> of(column.getKey(), column.getValue()))
        .toList();
  }

  private static ColumnRow of(String name, ColumnProfile column) {
    return new ColumnRow(
        name,
        column.type(),
        column.rows(),
        column.missing(),
        number(column, NumberSummary::min),
        number(column, NumberSummary::median),
        number(column, NumberSummary::max),
        column.categories().map(ColumnRow::frequent).orElse(List.of()));
  }

  private static OptionalDouble number(ColumnProfile column, ToDoubleFunction<NumberSummary> of) {
    return column.numbers().stream().mapToDouble(of).findFirst();
  }

  private static List<Frequent> frequent(CategorySummary categories) {
    return categories.values().entrySet().stream()
        .limit(MOST_FREQUENT)
        .map(category -> new Frequent(Excerpt.name(category.getKey()), category.getValue()))
        .toList();
  }
}
