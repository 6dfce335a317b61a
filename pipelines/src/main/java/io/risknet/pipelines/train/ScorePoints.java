package io.risknet.pipelines.train;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.ScoredBatch;
import java.util.Optional;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Points beside probabilities, where the spec asks for them: of the model as it is to score, so
 * after every other correction.
 *
 * @param scale how points are made, if they are
 */
record ScorePoints(Optional<PointsScale> scale) {

  /** The model with points. */
  PCollection<ModelBundle> of(PCollection<ModelBundle> bundle) {
    if (scale.isEmpty()) {
      return bundle;
    }
    var points = scale.get();
    return bundle
        .apply(
            "PointsOfModel",
            MapElements.into(TypeDescriptor.of(ModelBundle.class)).via(of -> of.withPoints(points)))
        .setCoder(ModelBundleCoder.of());
  }

  /** Scores with their points. */
  PCollection<RecordBatch> ofScores(PCollection<RecordBatch> scores) {
    if (scale.isEmpty()) {
      return scores;
    }
    var points = scale.get();
    return scores
        .apply(
            "PointsOfScores",
            MapElements.into(TypeDescriptor.of(RecordBatch.class))
                .via(
                    batch ->
                        batch.with(
                            ScoredBatch.POINTS,
                            points.points(batch.numeric(ScoredBatch.PROBABILITY.name())))))
        .setCoder(RecordBatchCoder.of());
  }
}
