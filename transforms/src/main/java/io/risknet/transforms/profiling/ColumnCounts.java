package io.risknet.transforms.profiling;

import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is counted of a column, from which its profile is made. */
sealed interface ColumnCounts extends Accumulator<ColumnCounts>
    permits NumberColumnCounts, CategoryColumnCounts, TextColumnCounts {

  /** Of no rows. */
  static ColumnCounts of(ColumnType type) {
    return switch (type) {
      case NUMERIC, MONTH -> NumberColumnCounts.of(type);
      case CATEGORICAL -> new CategoryColumnCounts();
      case TEXT -> new TextColumnCounts();
    };
  }

  /** Reads what {@link #write} wrote. */
  static ColumnCounts read(ColumnType type, DataInput in) throws IOException {
    return switch (type) {
      case NUMERIC, MONTH -> NumberColumnCounts.read(type, in);
      case CATEGORICAL -> CategoryColumnCounts.read(in);
      case TEXT -> TextColumnCounts.read(in);
    };
  }

  /** The type of the column. */
  ColumnType type();

  /** Counts the rows of a column of that type. */
  void add(Column column);

  /** The same in parts that a shuffle can carry. */
  List<ColumnCounts> parts();

  /** The profile of the rows. */
  ColumnProfile profile();

  /** How the rows, of which this is the profile, differ from a reference of the same type. */
  Drift drift(ColumnProfile reference, ColumnProfile profile);

  /** The profile, with what has changed since the reference, if there is one. */
  default ColumnProfile profile(String name, Optional<ColumnProfile> reference) {
    var profile = profile();
    if (reference.isEmpty()) {
      return profile;
    }
    checkType(name, reference.get().type());
    return profile.with(drift(reference.get(), profile));
  }

  /** Fails when a column of this name is of another type elsewhere. */
  default void checkType(String name, ColumnType elsewhere) {
    if (type() != elsewhere) {
      throw new IllegalArgumentException(
          "The column '%s' is %s in one place and %s in another; give both the same type."
              .formatted(name, type(), elsewhere));
    }
  }
}
