package io.risknet.transforms.records;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order that rows are brought into wherever it must not depend on how they came: by the hash of
 * their id, then by the id.
 */
public final class IdOrder {
  private IdOrder() {}

  /**
   * The row numbers in order.
   *
   * @param ids the ids
   * @param ties orders rows of the same id
   */
  public static int[] of(TextColumn ids, Comparator<Integer> ties) {
    // Sorted as numbers: the leading bits of the hash, and the row in place of the others.
    int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, ids.size() - 1));
    long rowMask = (1L << rowBits) - 1;
    var keys = new long[ids.size()];
    Arrays.setAll(keys, row -> ((ids.hash(row) ^ Long.MIN_VALUE) & ~rowMask) | row);
    Arrays.sort(keys);
    var order = new int[keys.length];
    for (int from = 0; from < keys.length; ) {
      int to = from;
      while (to < keys.length && (keys[to] & ~rowMask) == (keys[from] & ~rowMask)) {
        order[to] = (int) (keys[to++] & rowMask);
      }
      if (to - from > 1) {
        settle(order, from, to, ids, ties);
      }
      from = to;
    }
    return order;
  }

  /** Orders the few rows whose hashes begin alike. */
  private static void settle(
      int[] order, int from, int to, TextColumn ids, Comparator<Integer> ties) {
    var byHash =
        (Comparator<Integer>)
            (left, right) -> Long.compareUnsigned(ids.hash(left), ids.hash(right));
    var sorted =
        IntStream.range(from, to)
            .mapToObj(i -> order[i])
            .sorted(
                byHash
                    .thenComparing((left, right) -> ids.compare(left, ids, right))
                    .thenComparing(ties))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, order, from, sorted.length);
  }
}
