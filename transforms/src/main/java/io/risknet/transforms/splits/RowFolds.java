package io.risknet.transforms.splits;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TextColumn;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** The folds of the training rows of a bucket. */
final class RowFolds {
  /** Sets folds apart from other uses of the hash. */
  private static final long SALT = 0x666f6c6473L;

  private RowFolds() {}

  /** The fold of each row of a batch that holds all training rows of a bucket, by their hash. */
  static int[] of(int bucket, RecordBatch train, SplitRule rule, SplitPlan plan) {
    if (plan.folding() instanceof Folding.Grouped grouped) {
      return byGroup(train, grouped);
    }
    if (plan.folding() instanceof Folding.Forward forward) {
      return Arrays.stream(rule.slices(train))
          .map(slice -> forward.foldAt(plan.block(slice)))
          .toArray();
    }
    return byRank(train, plan.firstRank().get(bucket).clone(), plan.folding().folds());
  }

  private static int[] byRank(RecordBatch train, long[] nextRank, int folds) {
    var labels = train.numeric(train.schema().nameOf(ColumnRole.LABEL)).values();
    var foldOf = new int[train.rows()];
    Arrays.setAll(foldOf, row -> (int) (nextRank[(int) labels[row]]++ % folds));
    return foldOf;
  }

  private static int[] byGroup(RecordBatch train, Folding.Grouped folding) {
    var groups = train.column(folding.column());
    var groupHash = hashes(train, folding.column());
    var ids = train.text(train.schema().nameOf(ColumnRole.ID));
    var foldOf = new int[train.rows()];
    for (int row = 0; row < foldOf.length; row++) {
      // A group may be another row's id: what falls together must be hashed alike.
      long hash = groups.isMissing(row) ? ids.hash(row) : groupHash.applyAsLong(row);
      foldOf[row] = (int) Long.remainderUnsigned(IdHash.mix(hash + SALT), folding.folds());
    }
    return foldOf;
  }

  private static IntToLongFunction hashes(RecordBatch train, String column) {
    if (train.column(column) instanceof TextColumn texts) {
      return texts::hash;
    }
    checkArgument(
        train.column(column) instanceof CategoricalColumn,
        "Folds can't be grouped by column '%s', which is %s; take a column of categories or texts.",
        column,
        train.column(column).type());
    var categories = train.categorical(column);
    var hashes = categories.dictionary().stream().mapToLong(IdHash::of).toArray();
    return row -> hashes[categories.code(row)];
  }
}
