package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;

/** Predicts the probability of label 1. Several threads may use one at the same time. */
public interface Predictor {

  /**
   * The probabilities of these rows, in their order.
   *
   * @param rows features as the model was trained on, missing as {@code NaN}
   */
  float[] predict(FloatMatrix rows);
}
