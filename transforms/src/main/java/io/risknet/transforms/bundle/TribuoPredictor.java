package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.training.TribuoRows;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostExternalModel;
import org.tribuo.common.xgboost.XGBoostModel;

/** Predicts with any Tribuo classifier that gives probabilities. */
final class TribuoPredictor implements Predictor {
  private final Model<Label> model;
  private final List<String> names;
  private final boolean takesMissing;

  TribuoPredictor(Model<Label> model, List<String> names) {
    this.model = model;
    this.names = names;
    this.takesMissing = model instanceof XGBoostExternalModel || model instanceof XGBoostModel;
  }

  @Override
  public boolean takesMissing() {
    return takesMissing;
  }

  /** What is missing, such a model would take for zero. */
  @Override
  public float[] predict(FloatMatrix rows) {
    if (!takesMissing) {
      TribuoRows.requireNoneMissing("The model", names, rows);
    }
    return TribuoRows.probabilities(model, TribuoRows.examples(names, rows));
  }
}
