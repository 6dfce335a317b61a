package io.risknet.pipelines.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.scoring.ScoredBatch;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A column that rows are told apart by when a model is evaluated: by each of its values, months by
 * their quarter, numbers by the bands between edges.
 *
 * @param column its name
 * @param edges ascending numbers at which bands begin; empty for what is no number
 */
public record SegmentSpec(String column, List<Double> edges) implements Serializable {

  /** Checks the name, and that the edges are numbers in their order. */
  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  public SegmentSpec {
    if (column == null || column.isBlank()) {
      throw new IllegalArgumentException(
          "a segment is the name of a column, or {column: NAME, edges: [NUMBERS]}");
    }
    edges = edges == null ? List.of() : List.copyOf(edges);
    for (var edge : edges) {
      if (!Double.isFinite(edge)) {
        throw new IllegalArgumentException(
            "segments by '%s': edges are finite numbers, and one is %s".formatted(column, edge));
      }
    }
    for (int i = 1; i < edges.size(); i++) {
      if (edges.get(i) <= edges.get(i - 1)) {
        throw new IllegalArgumentException(
            "segments by '%s': edges should ascend, and %s comes after %s"
                .formatted(column, text(edges.get(i)), text(edges.get(i - 1))));
      }
    }
  }

  /** By the values of a column. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static SegmentSpec of(String column) {
    return new SegmentSpec(column, List.of());
  }

  /** Why a table can't be divided so, in words that continue a sentence; empty where it can. */
  Optional<String> objection(TableSpec table) {
    var known = table.columns().get(column);
    if (known == null) {
      return Optional.of(
          "the table has no such column; its columns are "
              + String.join(", ", table.columns().keySet()));
    }
    if (column.equals(ScoredBatch.PROBABILITY.name())) {
      return Optional.of("the score has that name; call the column otherwise");
    }
    return switch (known.type()) {
      case ID, LABEL ->
          Optional.of(
              "it takes a column of type categorical, group, month or numeric, or one to skip");
      case NUMERIC ->
          edges.isEmpty()
              ? Optional.of(
                  "a number takes edges, such as {column: %s, edges: [10, 20]}".formatted(column)
                      + " in the spec's segments")
              : Optional.empty();
      default ->
          edges.isEmpty()
              ? Optional.empty()
              : Optional.of("edges are for a column of type numeric");
    };
  }

  /** The names of the bands, in ascending order; none for what is no number. */
  public List<String> bands() {
    if (edges.isEmpty()) {
      return List.of();
    }
    var bands = ImmutableList.<String>builder().add("below " + text(edges.get(0)));
    for (int i = 1; i < edges.size(); i++) {
      bands.add(text(edges.get(i - 1)) + " to below " + text(edges.get(i)));
    }
    return bands.add(text(edges.get(edges.size() - 1)) + " and above").build();
  }

  /** The segment of each row, which is missing where the value is. */
  public CategoricalColumn divide(Column values) {
    if (values instanceof CategoricalColumn categories) {
      return categories;
    }
    IntFunction<String> segment = values::text;
    if (values instanceof MonthColumn months) {
      segment = row -> quarter(months.get(row));
    } else if (values instanceof NumericColumn numbers) {
      var bands = bands();
      segment = row -> bands.get(band(numbers.get(row)));
    }
    var of = segment;
    return CategoricalColumn.of(
        IntStream.range(0, values.size())
            .mapToObj(row -> values.isMissing(row) ? "" : of.apply(row))
            .toArray(String[]::new));
  }

  private int band(double value) {
    int band = 0;
    while (band < edges.size() && value >= edges.get(band)) {
      band++;
    }
    return band;
  }

  private static String quarter(int month) {
    var of = MonthColumn.yearMonth(month);
    return "%dQ%d".formatted(of.getYear(), (of.getMonthValue() + 2) / 3);
  }

  private static String text(double number) {
    return NumericColumn.of(number).text(0);
  }
}
