package io.risknet.transforms.profiling;

import com.google.common.primitives.Longs;
import io.risknet.transforms.statistics.NumberCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows in the deciles of a column of numbers. A number that a tenth of the rows or more have is a
 * bin of its own; where one number is all there is, what lies below and above it are bins too. So
 * there may be fewer or more than ten.
 *
 * <p>Edges lie where {@link NumberCounts} parts its buckets, which are a thousandth of the number
 * wide: that is where other rows can be counted exactly, however many different numbers they have.
 *
 * @param edges ascending, one fewer than bins: a bin holds the numbers from the edge below it to
 *     less than the edge above it, and the first and the last are open
 * @param rows of each bin
 */
public record NumberBins(List<Double> edges, List<Long> rows) {
  private static final int DECILES = 10;

  /** Copies the lists. */
  public NumberBins {
    edges = List.copyOf(edges);
    rows = List.copyOf(rows);
  }

  /** The deciles of these numbers; one bin when there are none. */
  static NumberBins of(NumberCounts counts) {
    var edges = edges(counts);
    return new NumberBins(edges, Longs.asList(count(counts, edges)));
  }

  private static List<Double> edges(NumberCounts counts) {
    var rowsByBucket = new TreeMap<Long, Long>();
    for (var number : counts.ascending()) {
      rowsByBucket.merge(NumberCounts.bucketOf(number.number()), number.count(), Long::sum);
    }
    return rowsByBucket.size() == 1 ? around(rowsByBucket.firstKey()) : deciles(rowsByBucket);
  }

  private static List<Double> around(long bucket) {
    return List.of(
        NumberCounts.leastOf(bucket), Math.min(Double.MAX_VALUE, NumberCounts.leastOf(bucket + 1)));
  }

  private static List<Double> deciles(SortedMap<Long, Long> rowsByBucket) {
    long all = rowsByBucket.values().stream().mapToLong(rows -> rows).sum();
    var edges = new ArrayList<Double>();
    long below = 0;
    long closed = 0;
    for (var entry : rowsByBucket.entrySet()) {
      long bucket = entry.getKey();
      boolean frequent = entry.getValue() * DECILES >= all;
      if (frequent && below > closed) {
        edges.add(NumberCounts.leastOf(bucket));
        closed = below;
      }
      below += entry.getValue();
      if (below < all && (frequent || decile(below, all) > decile(closed, all))) {
        edges.add(NumberCounts.leastOf(bucket + 1));
        closed = below;
      }
    }
    return edges;
  }

  private static long decile(long below, long all) {
    return below * DECILES / all;
  }

  /** Other numbers in these bins. */
  long[] count(NumberCounts others) {
    return count(others, edges);
  }

  private static long[] count(NumberCounts numbers, List<Double> edges) {
    var rows = new long[edges.size() + 1];
    for (var number : numbers.ascending()) {
      int place = Collections.binarySearch(edges, number.number());
      rows[place >= 0 ? place + 1 : -place - 1] += number.count();
    }
    return rows;
  }
}
