package io.risknet.transforms.bundle;

import io.risknet.transforms.features.FloatMatrix;

/**
 * Tells how the log odds of label 1 come about: what each feature adds to what the model says of an
 * average row. Several threads may use one at the same time.
 *
 * <p>Of a booster these are exact Shapley values of its trees (TreeSHAP, with expectations over the
 * rows that reached each node in training: Lundberg, Erion and Lee, "Consistent Individualized
 * Feature Attribution for Tree Ensembles", 2018); of a linear model the weight times the distance
 * of the value from its mean over the training rows, which are its Shapley values.
 */
public interface Explainer {

  /**
   * The contributions of these rows' features, a row for each: a column for each feature and,
   * behind them, the bias, which is the same in all rows. A row adds up to the log odds of label 1.
   *
   * @param rows features as the model was trained on, missing as {@code NaN}
   */
  FloatMatrix contributions(FloatMatrix rows);
}
