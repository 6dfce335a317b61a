package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import java.io.DataInput;

/** A feature that learns nothing from the rows, such as a number as it is. */
public interface Unlearned extends Feature<Nothing> {

  /** What writes the feature, whatever the rows. */
  Fitted fit();

  @Override
  default Nothing empty() {
    return Nothing.NOTHING;
  }

  @Override
  default void add(Nothing accumulator, RecordBatch batch) {}

  @Override
  default Nothing read(DataInput in) {
    return Nothing.NOTHING;
  }

  @Override
  default Fitted fit(Nothing accumulator) {
    return fit();
  }
}
