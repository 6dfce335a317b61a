package io.risknet.transforms.features;

import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * A {@link Step} that needs more than each column's own statistics, such as those of pairs of
 * columns: takes a pass of its own over the encoded rows, with the columns' statistics known.
 *
 * @param <A> the accumulator
 */
public interface RowStep<A extends Accumulator<A>> extends Step {

  /** The accumulator of no rows. */
  A empty(List<ColumnStats> columns);

  /** Adds encoded rows, one column for each of those that {@link #empty} was given. */
  void add(A accumulator, FloatMatrix rows);

  /** Reads what {@link Accumulator#write} wrote. */
  A read(DataInput in) throws IOException;

  /** What the rows accumulated teach. */
  FittedStep fit(List<ColumnStats> columns, A accumulator);

  /** Not used: such a step is fitted on rows. */
  @Override
  default FittedStep fit(List<ColumnStats> columns) {
    return fit(columns, empty(columns));
  }
}
