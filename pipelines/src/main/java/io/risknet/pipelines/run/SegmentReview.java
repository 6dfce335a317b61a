package io.risknet.pipelines.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the test rows tell of segments, vintages and protected groups: part of a manifest.
 *
 * @param columns the segments by column, the vintage first
 * @param fairLending absent when no protected column was named
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SegmentReview(Map<String, SegmentTable> columns, Optional<FairLending> fairLending) {

  /** Copies the map, whose order it keeps; an absent one is empty. */
  public SegmentReview {
    columns = columns == null ? Map.of() : ImmutableMap.copyOf(columns);
  }

  /** Whether nothing was asked for. */
  public boolean hasNothing() {
    return columns.isEmpty() && fairLending.isEmpty();
  }
}
