package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;

/**
 * A recipe for feature columns: an immutable specification that accumulates over batches in any
 * sharding and any order, and is fitted once.
 *
 * @param <A> the accumulator: exact and order-free, so that the same rows give the same bits
 */
public interface Feature<A> {

  /** The accumulator of no rows. */
  A empty();

  /** The accumulator with the rows of a batch added; may reuse the one it is given. */
  A add(A accumulator, RecordBatch batch);

  /** The accumulator of the rows of both; changes neither. */
  A merge(A left, A right);

  /** What the rows accumulated teach. */
  Fitted fit(A accumulator);
}
