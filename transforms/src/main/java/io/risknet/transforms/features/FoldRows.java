package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Those rows of a batch that are in one fold.
 *
 * @param fold the fold
 * @param batch the rows
 * @param positions where they stood in the batch
 */
record FoldRows(int fold, RecordBatch batch, ImmutableIntArray positions) {

  /**
   * The rows of each fold; the batch itself, without a copy, when they are all in one.
   *
   * @param folding how rows were put into folds; with none, all rows count as those of fold 0
   * @throws IllegalArgumentException when the fold column is absent, or holds anything but a fold
   */
  static List<FoldRows> of(RecordBatch batch, Folding folding) {
    if (batch.rows() == 0) {
      return List.of();
    }
    if (folding instanceof Folding.None) {
      return List.of(whole(batch, 0));
    }
    var foldOf = folds(batch, folding.blocks());
    int first = foldOf[0];
    if (Arrays.stream(foldOf).allMatch(fold -> fold == first)) {
      return List.of(whole(batch, first));
    }
    var parts = new ArrayList<FoldRows>();
    for (int fold = 0; fold < folding.blocks(); fold++) {
      int wanted = fold;
      var positions =
          IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == wanted).toArray();
      if (positions.length > 0) {
        parts.add(new FoldRows(fold, batch.take(positions), ImmutableIntArray.copyOf(positions)));
      }
    }
    return parts;
  }

  /** Whether these are all rows of the batch, in their places. */
  boolean isWhole(RecordBatch whole) {
    return batch.rows() == whole.rows();
  }

  private static FoldRows whole(RecordBatch batch, int fold) {
    return new FoldRows(fold, batch, ImmutableIntArray.of());
  }

  private static int[] folds(RecordBatch batch, int folds) {
    checkArgument(
        batch.schema().contains(Folds.COLUMN.name()),
        "Training rows need the column '%s' that says their fold; assign folds before fitting.",
        Folds.COLUMN.name());
    var column = batch.numeric(Folds.COLUMN.name());
    var foldOf = new int[batch.rows()];
    for (int row = 0; row < foldOf.length; row++) {
      double value = column.get(row);
      checkArgument(
          value >= 0 && value < folds && value == Math.rint(value),
          "Column '%s' should hold the folds 0 to %s, and holds %s; use the number of folds that the"
              + " rows were assigned to.",
          Folds.COLUMN.name(),
          folds - 1,
          value);
      foldOf[row] = (int) value;
    }
    return foldOf;
  }
}
