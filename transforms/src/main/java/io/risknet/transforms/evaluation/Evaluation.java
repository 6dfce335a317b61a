package io.risknet.transforms.evaluation;

import com.google.common.primitives.Ints;

/**
 * All that is told and drawn of one set of scored rows, such as a report shows it. Each part says
 * itself why it is not defined, where it is not.
 *
 * <pre>{@code
 * PCollection<Evaluation> evaluation =
 *     scored
 *         .apply(CollectScores.of("probability", "default"))
 *         .apply(MapElements.into(TypeDescriptor.of(Evaluation.class))
 *             .via(Evaluation::of));
 * }</pre>
 *
 * @param metrics how well the rows are ranked, and how far their scores are probabilities
 * @param intervals of the metrics, the calibration errors and the lift of the first tenth; those by
 *     the bootstrap are approximate on more than 100,000 distinct scores
 * @param ks the largest distance of both classes, and where it is
 * @param brier what the Brier score is made of
 * @param calibration how often what was predicted came true, by tenths of the rows
 * @param calibrationError of that curve
 * @param hosmerLemeshow the test of calibration
 * @param lift of each tenth of the rows
 * @param roc the ROC curve
 * @param precisionRecall the precision-recall curve
 * @param gains the cumulative gains (CAP) curve
 * @param histogram the distribution of the scores of both classes
 */
public record Evaluation(
    BinaryMetrics metrics,
    MetricIntervals intervals,
    KolmogorovSmirnov ks,
    BrierDecomposition brier,
    CalibrationCurve calibration,
    CalibrationError calibrationError,
    HosmerLemeshow hosmerLemeshow,
    LiftTable lift,
    ThresholdCurve roc,
    ThresholdCurve precisionRecall,
    ThresholdCurve gains,
    ScoreHistogram histogram) {
  private static final int GROUPS = 10;
  private static final int POINTS = 200;
  private static final int HISTOGRAM_BINS = 40;
  private static final int MOST_DRAWS = 10_000_000;
  private static final long SEED = 1;

  /** Evaluates rows that the model was not trained on. */
  public static Evaluation of(ScoreDistribution scores) {
    return of(scores, scores);
  }

  /**
   * Evaluates rows of a sample, such as one with a share of the negative ones, whose scores are
   * right for the sample and are corrected before anybody is given them.
   *
   * @param scores as the sample has them: what they are measured as probabilities by
   * @param given the same rows in the same order with the scores as they are given: what has to do
   *     with the order alone, which are KS, lift, curves and histogram, tells of these
   */
  public static Evaluation of(ScoreDistribution scores, ScoreDistribution given) {
    var tenths = Binning.equalRows(GROUPS);
    var calibration = CalibrationCurve.of(scores, tenths);
    return new Evaluation(
        BinaryMetrics.of(scores),
        MetricIntervals.of(scores, Bootstrap.of(SEED).withReplicates(replicates(scores))),
        KolmogorovSmirnov.of(given),
        BrierDecomposition.of(scores, tenths),
        calibration,
        CalibrationError.of(calibration),
        HosmerLemeshow.ofNewRows(scores, GROUPS),
        LiftTable.of(given, GROUPS),
        ThresholdCurve.roc(given, POINTS),
        ThresholdCurve.precisionRecall(given, POINTS),
        ThresholdCurve.gains(given, POINTS),
        ScoreHistogram.of(given, HISTOGRAM_BINS));
  }

  /**
   * As many as take some seconds at most: each looks at every distinct score, or at the 100,000
   * that the bootstrap merges more of them into.
   */
  private static int replicates(ScoreDistribution scores) {
    return Ints.constrainToRange(MOST_DRAWS / Math.max(1, scores.size()), 100, 400);
  }
}
