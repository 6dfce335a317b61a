package io.risknet.pipelines.run;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.profiling.Drift;
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

  /** Of columns of which {@link ScoreColumn#NAME} is the score. */
  public static Stability of(Map<String, Drift> drifts) {
    return new Stability(
        Optional.ofNullable(drifts.get(ScoreColumn.NAME)),
        ImmutableSortedMap.copyOf(
            drifts.entrySet().stream()
                .filter(drift -> !drift.getKey().equals(ScoreColumn.NAME))
                .toList()));
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
