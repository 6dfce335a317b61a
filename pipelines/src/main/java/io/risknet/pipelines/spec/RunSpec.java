package io.risknet.pipelines.spec;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.calibration.CalibrationMethod;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.splits.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a training run needs to know of a data set: how the table is read and cleaned, where the
 * label comes from, how rows are split, which features are made and which models are tried.
 *
 * @param name of the data set
 * @param intendedUse what the model is for, for its card; nothing is said if it is null
 * @param table the table with one row a case
 * @param performance where the label comes from another table: the only one known is {@code
 *     freddie-mac}
 * @param split parts and folds
 * @param features the feature plan, in its JSON form
 * @param grid the grid of the search, in its JSON form
 * @param search another strategy of the search, in its JSON form; with neither it is {@code
 *     Grid.defaults}
 * @param calibration how the winner's probabilities are calibrated; not at all if it is null
 * @param keptNegatives the share of the negative rows that the table holds, all positive ones being
 *     there; 1 if it is null. Scores are corrected for it
 * @param segments the columns that the model is evaluated by, beside that of a split by time; none
 *     if it is null
 * @param ablation the feature sets of an ablation; none if it is null
 * @param scorecard how points are made of the model's probabilities, if they are
 * @param costs what mistakes cost, by which a threshold is chosen, if one is
 */
public record RunSpec(
    String name,
    String intendedUse,
    TableSpec table,
    Optional<String> performance,
    SplitSpec split,
    JsonNode features,
    Optional<JsonNode> grid,
    Optional<JsonNode> search,
    CalibrationMethod calibration,
    Double keptNegatives,
    List<SegmentSpec> segments,
    AblationSpec ablation,
    Optional<PointsScale> scorecard,
    Optional<CostMatrix> costs) {

  /** The label that performance files give. */
  public static final String FREDDIE_MAC = "freddie-mac";

  /** Columns of texts; what is skipped is read as one when it is needed. */
  private static final Set<ColumnSpec.Kind> GROUPS =
      Set.of(ColumnSpec.Kind.GROUP, ColumnSpec.Kind.CATEGORICAL, ColumnSpec.Kind.SKIP);

  /** Checks that the parts are there and fit together. */
  public RunSpec {
    require(name != null, "name");
    intendedUse = requireNonNullElse(intendedUse, "");
    require(table != null, "table");
    require(split != null, "split");
    require(features != null, "features");
    // Jackson makes a null node of an absent one.
    grid = grid.filter(node -> !node.isNull());
    search = search.filter(node -> !node.isNull());
    calibration = calibration == null ? CalibrationMethod.NONE : calibration;
    // Checks the share, too.
    keptNegatives = keptNegatives == null ? 1 : new PriorCorrection(keptNegatives).keptNegatives();
    ablation = ablation == null ? AblationSpec.NONE : ablation;
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
    if (split.folding() instanceof Folding.Grouped grouped) {
      checkGroup(table, grouped.column());
      table = table.grouping(grouped.column());
    }
    segments = segments == null ? List.of() : List.copyOf(segments);
    var divided = new HashSet<String>();
    for (var segment : segments) {
      checkSegment(table, segment);
      if (!divided.add(segment.column())) {
        throw new IllegalArgumentException(
            "segments by '"
                + segment.column()
                + "': the key segments names the column twice;"
                + " name it once, with all of its edges if it is a number");
      }
      table = table.grouping(segment.column());
    }
  }

  /**
   * The same with folds made in the way that the option {@code --foldsBy} says; blank changes
   * nothing.
   *
   * @throws IllegalArgumentException naming the option, when there is no such way or column
   */
  public RunSpec withFoldsBy(String option) {
    if (option.isBlank()) {
      return this;
    }
    try {
      return with(table, split.withFoldsBy(FoldsBy.parse(option)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--foldsBy=%s can't be done: %s.".formatted(option, e.getMessage()), e);
    }
  }

  /** The same with these columns read, though the spec may say that they are skipped. */
  public RunSpec reading(List<ProtectedColumn> columns) {
    var read = table;
    for (var column : columns) {
      read = read.grouping(column.segment().column());
    }
    return with(read, split);
  }

  private RunSpec with(TableSpec newTable, SplitSpec newSplit) {
    return new RunSpec(
        name,
        intendedUse,
        newTable,
        performance,
        newSplit,
        features,
        grid,
        search,
        calibration,
        keptNegatives,
        segments,
        ablation,
        scorecard,
        costs);
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

  private static void checkGroup(TableSpec table, String column) {
    var known = table.columns().get(column);
    if (known == null) {
      throw new IllegalArgumentException(
          "folds grouped by '" + column + "': the table has no such column");
    }
    if (!GROUPS.contains(known.type())) {
      throw new IllegalArgumentException(
          "folds grouped by '"
              + column
              + "': it takes a column of type group or categorical, or one to skip");
    }
  }

  private static void checkSegment(TableSpec table, SegmentSpec segment) {
    segment
        .objection(table)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(
                  "segments by '" + segment.column() + "': " + objection);
            });
  }

  private static void require(boolean present, String key) {
    if (!present) {
      throw new IllegalArgumentException("the key '" + key + "' is missing");
    }
  }
}
