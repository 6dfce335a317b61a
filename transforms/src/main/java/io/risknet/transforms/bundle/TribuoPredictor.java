package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** Predicts with any Tribuo classifier that gives probabilities. */
final class TribuoPredictor implements Predictor {
  private final Model<Label> model;
  private final List<String> names;

  TribuoPredictor(Model<Label> model, List<String> names) {
    this.model = model;
    this.names = names;
  }

  @Override
  public float[] predict(FloatMatrix rows) {
    var examples =
        IntStream.range(0, rows.rows())
            .mapToObj(row -> TribuoModels.example(names, rows, row))
            .toList();
    var predictions = model.predict(examples);
    var probabilities = new float[predictions.size()];
    for (int i = 0; i < probabilities.length; i++) {
      var positive = predictions.get(i).getOutputScores().get(BinaryLogisticConverter.POSITIVE);
      probabilities[i] = (float) positive.getScore();
    }
    return probabilities;
  }
}
