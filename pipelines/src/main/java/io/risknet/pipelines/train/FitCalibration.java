package io.risknet.pipelines.train;

import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.CalibrationMethod;
import io.risknet.transforms.evaluation.CollectScores;
import io.risknet.transforms.records.HoldUntil;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.ScoreHeldOut;
import java.util.List;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Learns how the winner of a search is calibrated, from its scores of training rows that were held
 * out: on rows that it has seen, a model is surer than it will be.
 */
final class FitCalibration extends PTransform<PCollection<Leaderboard>, PCollection<Calibration>> {
  private static final long serialVersionUID = 1;

  private final CalibrationMethod method;
  private final transient ScoreHeldOut scoreHeldOut;
  private final transient PCollection<?> model;

  /**
   * Learns by a method.
   *
   * @param model waited for, so that no training on all rows takes memory at the same time
   */
  FitCalibration(CalibrationMethod method, ScoreHeldOut scoreHeldOut, PCollection<?> model) {
    this.method = method;
    this.scoreHeldOut = scoreHeldOut;
    this.model = model;
  }

  @Override
  public PCollection<Calibration> expand(PCollection<Leaderboard> leaderboard) {
    var by = method;
    return leaderboard
        .apply("AfterRefit", HoldUntil.complete(List.of(model)))
        .apply("ScoreHeldOut", scoreHeldOut)
        .apply("Folds", Values.create())
        .apply("Collect", CollectScores.of(ScoreHeldOut.SCORE, ScoreHeldOut.LABEL))
        .apply("Fit", MapElements.into(TypeDescriptor.of(Calibration.class)).via(by::fit))
        .setCoder(JsonCoder.of(Calibration.class));
  }
}
