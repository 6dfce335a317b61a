package io.risknet.transforms.splits;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.RecordBatch;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows by hash bucket, slice and class: all that is needed to cut the parts and to rank rows for
 * folds. Mergeable in any order.
 *
 * @param byBucket bucket to slice to the numbers of rows of class 0 and 1
 */
public record SplitCounts(SortedMap<Integer, SortedMap<Integer, long[]>> byBucket)
    implements Serializable {

  /** No rows. */
  public static SplitCounts empty() {
    return new SplitCounts(new TreeMap<>());
  }

  /** The rows of one bucket's batch, whose label is 0 or 1. */
  static SplitCounts of(int bucket, RecordBatch batch, SplitRule rule) {
    var labels = batch.numeric(batch.schema().nameOf(ColumnRole.LABEL)).values();
    var slices = rule.slices(batch);
    SortedMap<Integer, long[]> counts = new TreeMap<>();
    for (int row = 0; row < slices.length; row++) {
      if (slices[row] != SplitRule.NO_SLICE) {
        counts.computeIfAbsent(slices[row], slice -> new long[2])[(int) labels[row]]++;
      }
    }
    var byBucket = new TreeMap<Integer, SortedMap<Integer, long[]>>();
    byBucket.put(bucket, counts);
    return new SplitCounts(byBucket);
  }

  /** The rows of both. */
  SplitCounts merge(SplitCounts other) {
    var merged = new TreeMap<Integer, SortedMap<Integer, long[]>>();
    byBucket.forEach((bucket, slices) -> merged.put(bucket, copy(slices)));
    other.byBucket.forEach(
        (bucket, slices) -> {
          var sum = merged.computeIfAbsent(bucket, absent -> new TreeMap<>());
          slices.forEach((slice, counts) -> sum.merge(slice, counts.clone(), SplitCounts::plus));
        });
    return new SplitCounts(merged);
  }

  /** Slice to the numbers of rows of class 0 and 1, over all buckets. */
  SortedMap<Integer, long[]> bySlice() {
    var sum = new TreeMap<Integer, long[]>();
    for (var slices : byBucket.values()) {
      slices.forEach((slice, counts) -> sum.merge(slice, counts.clone(), SplitCounts::plus));
    }
    return Collections.unmodifiableSortedMap(sum);
  }

  private static SortedMap<Integer, long[]> copy(SortedMap<Integer, long[]> slices) {
    var copy = new TreeMap<Integer, long[]>();
    slices.forEach((slice, counts) -> copy.put(slice, counts.clone()));
    return copy;
  }

  private static long[] plus(long[] left, long[] right) {
    return new long[] {left[0] + right[0], left[1] + right[1]};
  }
}
