package io.risknet.transforms.statistics;

import java.io.DataOutput;
import java.io.IOException;

/**
 * What is remembered of the rows seen so far. Exact and order-free: the same rows in any sharding
 * and any order give the same bytes, so a fit does not depend on the runner or its parallelism.
 *
 * @param <A> the accumulator's own type
 */
public interface Accumulator<A extends Accumulator<A>> {

  /** The accumulator of the rows of both; changes neither. */
  A merge(A other);

  /** Writes it compactly; accumulators of the same rows write the same bytes. */
  void write(DataOutput out) throws IOException;
}
