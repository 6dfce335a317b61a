package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** One walk over the training rows while a {@link FeaturePlan} is fitted. */
interface Pass extends Serializable {

  /** What it gathers, as a step's name. */
  String name();

  /** A walk over some of the rows. */
  Walk start(FitState state);

  /** Reads the accumulators of one key. */
  List<Accumulator<?>> read(DataInput in) throws IOException;

  /** The state once all rows are walked over. */
  FitState finish(FitState state, Partial all);

  /** Adds batches up. */
  abstract class Walk {
    private final Folding folding;
    private Partial partial = Partial.empty();

    Walk(Folding folding) {
      this.folding = folding;
    }

    /** Adds rows of any folds. */
    final void add(RecordBatch batch) {
      for (var rows : FoldRows.of(batch, folding)) {
        add(rows.fold(), rows.batch());
      }
    }

    /** Adds rows of one fold. */
    abstract void add(int fold, RecordBatch rows);

    /** Takes over what another walk added up; neither adds any more. */
    final void absorb(Walk other) {
      partial = partial.merge(other.partial);
    }

    /** What was added up. */
    final Partial partial() {
      return partial;
    }
  }
}
