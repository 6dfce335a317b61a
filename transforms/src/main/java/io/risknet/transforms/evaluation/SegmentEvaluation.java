package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;

/**
 * How well scores do on the rows of one segment, such as a vintage. What its rows do not define is
 * absent, and the reason stands beside it.
 *
 * <pre>{@code
 * PCollection<SegmentEvaluation> byVintage =
 *     scored
 *         .apply(CollectScores.bySegment("probability", "default", List.of("vintage")))
 *         .apply(MapElements.into(TypeDescriptor.of(SegmentEvaluation.class))
 *             .via(of -> SegmentEvaluation.of(of.getKey(), of.getValue())));
 * }</pre>
 *
 * @param segment which rows
 * @param metrics how well they are ranked, and how far their scores are probabilities
 * @param rocAuc the 95 % interval of ROC AUC, by {@link DeLong}
 * @param meanScore the mean of the scores: where they are probabilities, the share of positive rows
 *     that is predicted; absent when there is no row
 * @param positiveShare the share of positive rows that was observed; absent when there is no row
 * @param calibrationError by tenths of the segment's rows
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SegmentEvaluation(
    Segment segment,
    BinaryMetrics metrics,
    Interval rocAuc,
    OptionalDouble meanScore,
    OptionalDouble positiveShare,
    CalibrationError calibrationError) {
  private static final double LEVEL = 0.95;
  private static final Binning ALL = Binning.equalRows(1);
  private static final Binning TENTHS = Binning.equalRows(10);

  /** Evaluates the rows of a segment. */
  public static SegmentEvaluation of(Segment segment, ScoreDistribution scores) {
    var all = ALL.cut(scores);
    return new SegmentEvaluation(
        segment,
        BinaryMetrics.of(scores),
        DeLong.rocAuc(scores, LEVEL),
        all.stream().mapToDouble(ScoreBin::meanScore).findFirst(),
        all.stream().mapToDouble(ScoreBin::observed).findFirst(),
        CalibrationError.of(CalibrationCurve.of(scores, TENTHS)));
  }
}
