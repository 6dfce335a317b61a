package io.risknet.transforms.profiling;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.transforms.records.ColumnType;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a column holds, in a few kilobytes; of a text only how many rows it has.
 *
 * @param type how its values are held
 * @param rows number of rows
 * @param missing rows without a value; a number that is not finite is none
 * @param numbers of numbers and months, when there is one
 * @param categories of categories
 * @param drift how it has moved away from the reference, when it was profiled against one that has
 *     the column
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ColumnProfile(
    ColumnType type,
    long rows,
    long missing,
    Optional<NumberSummary> numbers,
    Optional<CategorySummary> categories,
    Optional<Drift> drift) {

  /** Share of the rows without a value; empty when there are no rows. */
  public OptionalDouble missingShare() {
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) missing / rows);
  }

  ColumnProfile withoutDrift() {
    return new ColumnProfile(type, rows, missing, numbers, categories, Optional.empty());
  }

  ColumnProfile with(Drift newDrift) {
    return new ColumnProfile(type, rows, missing, numbers, categories, Optional.of(newDrift));
  }
}
