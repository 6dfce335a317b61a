package io.risknet.pipelines.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.pipelines.spec.SegmentSpec;
import io.risknet.transforms.evaluation.Segment;
import io.risknet.transforms.evaluation.SegmentEvaluation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How well a model does by the values of a column.
 *
 * @param ordered whether the segments follow one another, as quarters and bands do; else the
 *     largest comes first
 * @param segments those of the most rows, {@link #MOST} at most
 * @param rest what the others hold; absent when there is no other
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SegmentTable(boolean ordered, List<SegmentEvaluation> segments, Optional<Rest> rest) {
  /** With more nobody would read it. */
  public static final int MOST = 50;

  private static final Comparator<SegmentEvaluation> BY_SIZE =
      Comparator.comparingLong((SegmentEvaluation of) -> -of.metrics().rows())
          .thenComparing(of -> of.segment().value());

  /**
   * Segments that are not told of one by one.
   *
   * @param segments how many
   * @param rows of all of them
   * @param positives those with label 1
   */
  public record Rest(int segments, long rows, long positives) {}

  /** Copies the list. */
  public SegmentTable {
    segments = List.copyOf(segments);
  }

  /**
   * The table of a column's segments.
   *
   * @param month whether the column holds months, which follow one another
   */
  public static SegmentTable of(
      SegmentSpec column, List<SegmentEvaluation> segments, boolean month) {
    var bySize = segments.stream().sorted(BY_SIZE).toList();
    var kept = bySize.subList(0, Math.min(MOST, bySize.size()));
    boolean ordered = month || !column.bands().isEmpty();
    return new SegmentTable(
        ordered,
        ordered ? kept.stream().sorted(inOrder(column)).toList() : kept,
        rest(bySize.subList(kept.size(), bySize.size())));
  }

  private static Comparator<SegmentEvaluation> inOrder(SegmentSpec column) {
    return Comparator.comparing(SegmentEvaluation::segment, missingLast())
        .thenComparing(of -> column.bands().indexOf(of.segment().value()))
        .thenComparing(of -> of.segment().value());
  }

  private static Comparator<Segment> missingLast() {
    return Comparator.comparing(segment -> segment.value().isEmpty());
  }

  private static Optional<Rest> rest(List<SegmentEvaluation> segments) {
    return segments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rest(
                segments.size(),
                segments.stream().mapToLong(of -> of.metrics().rows()).sum(),
                segments.stream().mapToLong(of -> of.metrics().positives()).sum()));
  }
}
