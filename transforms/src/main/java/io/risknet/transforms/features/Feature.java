package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.statistics.Accumulator;
import io.risknet.transforms.statistics.CategoryCounts;
import io.risknet.transforms.statistics.ExactSum;
import io.risknet.transforms.statistics.NumberCounts;
import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A recipe for feature columns: an immutable record that accumulates over batches in any sharding
 * and any order, and is then fitted. A {@link FeaturePlan} accumulates all its features in one
 * pass.
 *
 * <p>A new feature is one file: a record that implements this (or {@link Unlearned}), its {@link
 * Fitted} record, and a {@link CatalogueEntry} that gives both a stable id. It needs an accumulator
 * of its own only when {@link CategoryCounts}, {@link NumberCounts} and {@link ExactSum} do not do.
 *
 * @param <A> the accumulator
 */
public interface Feature<A extends Accumulator<A>> extends Serializable {

  /** The columns it reads, the label not among them. */
  List<Input> inputs();

  /**
   * Whether it reads the label. Then a training row is encoded by a fit that has not seen the row's
   * own fold; a feature that does not read it has one fit for all rows, so that its codes mean the
   * same everywhere.
   */
  default boolean usesLabel() {
    return false;
  }

  /** The accumulator of no rows. */
  A empty();

  /** Adds the rows of a batch, which has the input columns and a label column. */
  void add(A accumulator, RecordBatch batch);

  /** Reads what {@link Accumulator#write} wrote. */
  A read(DataInput in) throws IOException;

  /**
   * What the rows accumulated teach; also of no rows at all, or of missing values only.
   *
   * <p>The column names of a feature that uses the label must not depend on the rows.
   */
  Fitted fit(A accumulator);
}
