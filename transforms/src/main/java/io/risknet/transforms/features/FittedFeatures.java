package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import java.util.List;

/** Stand-in: passes numeric columns through. */
public record FittedFeatures(List<String> names) {
  /** The rows of a batch as a matrix. */
  public FloatMatrix encode(RecordBatch batch) {
    var out = FloatMatrix.of(batch.rows(), names.size());
    write(batch, out);
    return out;
  }

  /** Writes the rows of a batch. */
  public void write(RecordBatch batch, FloatMatrix out) {
    for (int column = 0; column < names.size(); column++) {
      var values = batch.numeric(names.get(column));
      for (int row = 0; row < batch.rows(); row++) {
        out.set(row, column, (float) values.get(row));
      }
    }
  }
}
