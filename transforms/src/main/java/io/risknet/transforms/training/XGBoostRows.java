package io.risknet.transforms.training;

import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.java.util.BigDenseMatrix;

/**
 * Rows in XGBoost's own memory, with their labels. They get there block by block through a native
 * copy, which is freed at once: on the heap there are never more than some blocks.
 */
final class XGBoostRows implements AutoCloseable {
  /** A column's number and its value; then its bin, twice. */
  private static final long CELL_BYTES = 8 + 2;

  private final List<String> names;
  private final float[] labels;
  private final DMatrix matrix;

  private XGBoostRows(List<String> names, float[] labels, DMatrix matrix) {
    this.names = names;
    this.labels = labels;
    this.matrix = matrix;
  }

  static XGBoostRows of(LabelledRows rows) {
    var labels = new float[rows.rows()];
    try {
      var matrix = matrix(rows, labels);
      try {
        matrix.setLabel(labels);
        matrix.setFeatureNames(rows.names().toArray(String[]::new));
        return new XGBoostRows(rows.names(), labels, matrix);
      } catch (XGBoostError e) {
        matrix.dispose();
        throw e;
      }
    } catch (XGBoostError e) {
      throw XGBoostLearner.failed("take over the rows", e);
    } catch (LinkageError e) {
      throw XGBoostLearner.notLoaded(e);
    }
  }

  private static DMatrix matrix(LabelledRows rows, float[] labels) throws XGBoostError {
    var copy = new BigDenseMatrix(rows.rows(), rows.names().size());
    try {
      rows.forEachBlock(
          (firstRow, block) -> {
            long to = (long) firstRow * copy.ncol;
            for (float value : block.values().values()) {
              copy.set(to++, value);
            }
            System.arraycopy(block.labels(), 0, labels, firstRow, block.rows());
          });
      return new DMatrix(copy, Float.NaN);
    } finally {
      copy.dispose();
    }
  }

  List<String> names() {
    return names;
  }

  /** 0 or 1 for each row; not to be written to. */
  float[] labels() {
    return labels;
  }

  long bytes() {
    return CELL_BYTES * labels.length * names.size();
  }

  DMatrix matrix() {
    return matrix;
  }

  @Override
  public void close() {
    // No collector frees native memory.
    matrix.dispose();
  }
}
