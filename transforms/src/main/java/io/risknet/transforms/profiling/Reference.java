package io.risknet.transforms.profiling;

import io.risknet.transforms.records.JsonCoder;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * What rows are compared with, as workers get it.
 *
 * @param key the key whose rows it is; there is none of the empty name when it is of no key
 * @param json the earlier profile that it is; one of no columns when it is none
 * @param isKey whether it is the rows of a key
 */
record Reference(String key, String json, boolean isKey) implements Serializable {
  private static final String NO_COLUMNS = JsonCoder.write(new TableProfile(0, Map.of()));

  /** Nothing is compared. */
  static Reference none() {
    return new Reference("", NO_COLUMNS, false);
  }

  /** The rows of a key, with which those of the other keys are compared. */
  static Reference of(String key) {
    return new Reference(key, NO_COLUMNS, true);
  }

  /** An earlier profile. */
  static Reference of(TableProfile earlier) {
    return new Reference("", JsonCoder.write(earlier), false);
  }

  /** The earlier profile. */
  TableProfile table() {
    return JsonCoder.read(json, TableProfile.class);
  }

  /** Whether the rows of a key are what the others are compared with. */
  boolean is(String otherKey) {
    return isKey && key.equals(otherKey);
  }

  /** The reference of a column: of the key's rows, or of the earlier profile. */
  Optional<ColumnProfile> of(
      String column, Map<String, ColumnCounts> countsByKey, TableProfile earlier) {
    return isKey
        ? Optional.ofNullable(countsByKey.get(key)).map(ColumnCounts::profile)
        : earlier.column(column);
  }
}
