package io.risknet.pipelines.spec;

import java.io.Serializable;
import java.util.List;

/**
 * A column whose groups a model is to treat alike.
 *
 * @param segment the column
 * @param reference the value whose group the others are held against; empty for the most approved
 */
public record ProtectedColumn(SegmentSpec segment, String reference) implements Serializable {

  /**
   * Reads the option {@code --protected}: {@code COLUMN} or {@code COLUMN:REFERENCE} each. A number
   * is divided as the spec's segments divide it.
   *
   * @throws IllegalArgumentException naming the option, when the table can't be divided so
   */
  public static List<ProtectedColumn> parse(List<String> option, RunSpec spec) {
    return option.stream().map(column -> parse(column, spec)).toList();
  }

  private static ProtectedColumn parse(String option, RunSpec spec) {
    var parts = option.split(":", 2);
    var segment =
        spec.segments().stream()
            .filter(of -> of.column().equals(parts[0]))
            .findFirst()
            .orElseGet(() -> SegmentSpec.of(parts[0]));
    segment
        .objection(spec.table())
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(
                  "--protected=%s can't be done: %s.".formatted(option, objection));
            });
    return new ProtectedColumn(segment, parts.length == 1 ? "" : parts[1]);
  }
}
