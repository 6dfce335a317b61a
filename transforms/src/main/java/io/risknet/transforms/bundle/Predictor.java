package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;

/** Predicts the probability of label 1. Several threads may use one at the same time. */
public interface Predictor {

  /** Whether rows may lack values. */
  boolean takesMissing();

  /**
   * The probabilities of these rows, in their order.
   *
   * @param rows features as the model was trained on, missing as {@code NaN}
   * @throws IllegalArgumentException when a value is missing and the model can't take that
   */
  float[] predict(FloatMatrix rows);
}
