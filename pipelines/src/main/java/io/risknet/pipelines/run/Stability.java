package io.risknet.pipelines.run;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.risknet.transforms.profiling.Drift;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.ColumnType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How far rows have moved away from those that a model was trained on: part of a manifest.
 *
 * @param score how the score has moved
 * @param columns how each column has moved that was known when the decision was taken, by name
 */
public record Stability(Optional<Drift> score, Map<String, Drift> columns) {

  /** A name in tables, and how it has moved. */
  public record Moved(String name, Drift drift) {
    /** Its stability index; empty where there is none. */
    public OptionalDouble index() {
      return drift.stability().value();
    }
  }

  /** Copies the map, by name. */
  public Stability {
    columns = ImmutableSortedMap.copyOf(columns);
  }

  /**
   * What a profile tells of columns that have moved. Texts such as ids are left out, and the column
   * {@link ScoreColumn#NAME} is the score.
   */
  public static Stability of(TableProfile profile) {
    var drifts =
        Maps.filterKeys(
            profile.drifts(), name -> profile.columns().get(name).type() != ColumnType.TEXT);
    return new Stability(
        Optional.ofNullable(drifts.get(ScoreColumn.NAME)),
        Maps.filterKeys(drifts, name -> !name.equals(ScoreColumn.NAME)));
  }

  /** Whether nothing was compared. */
  public boolean hasNothing() {
    return score.isEmpty() && columns.isEmpty();
  }

  /** The score and the columns, from the largest index to the smallest, then those without one. */
  public List<Moved> byIndex() {
    return Stream.concat(
            score.map(drift -> new Moved("the score", drift)).stream(),
            columns.entrySet().stream()
                .map(column -> new Moved(column.getKey(), column.getValue())))
        .sorted(Comparator.comparingDouble((Moved moved) -> -moved.index().orElse(-1)))
        .toList();
  }
}
