package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import java.util.OptionalInt;

/** Stand-in: passes numeric columns through. */
public record FeatureFits(int folds, List<String> columns) {
  /** The fit on all rows. */
  public FittedFeatures total() {
    return new FittedFeatures(columns);
  }

  /** The fit on all folds but one. */
  public FittedFeatures heldOut(int fold) {
    return new FittedFeatures(columns);
  }

  /** Names of the matrix's columns. */
  public List<String> names(OptionalInt heldOut) {
    return columns;
  }

  /** Writes training rows. */
  public void writeTraining(RecordBatch batch, OptionalInt heldOut, FloatMatrix out) {
    total().write(batch, out);
  }
}
