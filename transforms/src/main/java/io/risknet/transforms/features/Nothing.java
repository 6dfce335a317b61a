package io.risknet.transforms.features;

import io.risknet.transforms.statistics.Accumulator;
import java.io.DataOutput;

/** The accumulator of a feature that learns nothing from the rows. */
public enum Nothing implements Accumulator<Nothing> {
  /** The only one. */
  NOTHING;

  @Override
  public Nothing merge(Nothing other) {
    return this;
  }

  @Override
  public void write(DataOutput out) {}
}
