package io.risknet.transforms.training;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folds;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of a {@link TrainingSet}: the rows of one hash bucket.
 *
 * @param file where it is
 * @param firstHash the hash of its first row's id; rows are in the order of the unsigned hash
 * @param lastHash the hash of its last row's id
 * @param folds rows and positives of each fold; folds behind the last that occurs are left out
 * @param fingerprint what its rows hold
 */
public record SpoolPart(
    String file,
    long firstHash,
    long lastHash,
    List<ClassCounts> folds,
    DataFingerprint fingerprint)
    implements Serializable {

  /** Takes a copy of the list. */
  public SpoolPart {
    folds = List.copyOf(folds);
  }

  /** Rows of one class and the other. */
  public record ClassCounts(int rows, int positives) implements Serializable {
    ClassCounts plus(ClassCounts other) {
      return new ClassCounts(
          Math.addExact(rows, other.rows), Math.addExact(positives, other.positives));
    }
  }

  /** Rows of all folds. */
  public int rows() {
    return folds.stream().mapToInt(ClassCounts::rows).sum();
  }

  /** Rows of one fold. */
  int rows(int fold) {
    return fold < folds.size() ? folds.get(fold).rows() : 0;
  }

  /** Counts the rows of each fold, and refuses labels that are not 0 or 1. */
  static List<ClassCounts> count(RecordBatch batch) {
    var label = batch.schema().nameOf(ColumnRole.LABEL);
    var labels = batch.numeric(label);
    var counts = new ArrayList<ClassCounts>();
    for (int row = 0; row < batch.rows(); row++) {
      double value = labels.get(row);
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(
            "Column '%s' of a training row holds %s; a label is 0 or 1, so leave other rows out."
                .formatted(label, Double.isNaN(value) ? "nothing" : labels.text(row)));
      }
      int fold = Folds.of(batch, row);
      while (counts.size() <= fold) {
        counts.add(new ClassCounts(0, 0));
      }
      counts.set(fold, counts.get(fold).plus(new ClassCounts(1, (int) value)));
    }
    return counts;
  }
}
