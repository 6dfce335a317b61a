package io.risknet.transforms.features;

import java.io.Serializable;
import java.util.List;

/**
 * Something done to the encoded columns once all features are fitted: leave some out, or rescale
 * them. An immutable record, fitted on the columns' statistics over the training rows as encoded
 * for training.
 *
 * <p>The statistics of all columns are gathered in one pass. They still hold after a step that only
 * leaves columns out, so any number of such steps, and the scaling behind them, share that pass.
 */
public interface Step extends Serializable {

  /** Whether it changes values, so that later steps need the statistics anew: another pass. */
  default boolean changesValues() {
    return false;
  }

  /** Whether {@link ColumnStats#mean} and {@link ColumnStats#variance} are needed. */
  default boolean needsMoments() {
    return false;
  }

  /**
   * What the statistics teach.
   *
   * @param columns statistics of the columns as the steps before leave them, in order
   */
  FittedStep fit(List<ColumnStats> columns);
}
