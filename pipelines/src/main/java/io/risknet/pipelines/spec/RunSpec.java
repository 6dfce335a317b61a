package io.risknet.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * All that a training run needs to know of a data set: how the table is read and cleaned, where the
 * label comes from, how rows are split, which features are made and which models are tried.
 *
 * @param name of the data set
 * @param table the table with one row a case
 * @param performance where the label comes from another table: the only one known is {@code
 *     freddie-mac}
 * @param split parts and folds
 * @param features the feature plan, in its JSON form
 * @param grid the grid of the search, in its JSON form
 * @param search another strategy of the search, in its JSON form; with neither it is {@code
 *     Grid.defaults}
 */
public record RunSpec(
    String name,
    TableSpec table,
    Optional<String> performance,
    SplitSpec split,
    JsonNode features,
    Optional<JsonNode> grid,
    Optional<JsonNode> search) {

  /** The label that performance files give. */
  public static final String FREDDIE_MAC = "freddie-mac";

  /** Checks that the parts are there and fit together. */
  public RunSpec {
    require(name != null, "name");
    require(table != null, "table");
    require(split != null, "split");
    require(features != null, "features");
    // Jackson makes a null node of an absent one.
    grid = grid.filter(node -> !node.isNull());
    search = search.filter(node -> !node.isNull());
    if (grid.isPresent() && search.isPresent()) {
      throw new IllegalArgumentException("there is a grid and a search; give one of them");
    }
    long labels =
        table.columns().values().stream().filter(c -> c.type() == ColumnSpec.Kind.LABEL).count();
    if (performance.isPresent() && !performance.get().equals(FREDDIE_MAC)) {
      throw new IllegalArgumentException(
          "performance '" + performance.get() + "' is not known; the one there is: freddie-mac");
    }
    if (labels != (performance.isPresent() ? 0 : 1)) {
      throw new IllegalArgumentException(
          performance.isPresent()
              ? "the label comes from the performance files, so no column can be of type label"
              : "the table needs exactly one column of type label, and has " + labels);
    }
    if (!split.by().equals("hash")) {
      checkMonth(table, split.by());
      // A row without its month falls into no part: it is rejected, not lost.
      table = table.requiring(split.by());
    }
  }

  private static void checkMonth(TableSpec table, String column) {
    var known = table.columns().get(column);
    if (known == null || known.type() == ColumnSpec.Kind.SKIP) {
      throw new IllegalArgumentException("split by '" + column + "': the table has no such column");
    }
    if (known.type() != ColumnSpec.Kind.MONTH) {
      throw new IllegalArgumentException(
          "split by '" + column + "': it takes a column of type month, or hash");
    }
  }

  private static void require(boolean present, String key) {
    if (!present) {
      throw new IllegalArgumentException("the key '" + key + "' is missing");
    }
  }
}
