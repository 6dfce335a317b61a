package io.risknet.transforms.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Neighbouring values in groups of about equally many rows. */
final class EvenGroups {
  private EvenGroups() {}

  /**
   * Where each group ends, exclusive. A group is closed once it has so many rows; a value that has
   * as many is a group by itself. The last has what is left.
   *
   * @param rows of each value, in the order of the values
   * @param each how many rows close a group
   */
  static List<Integer> ends(long[] rows, double each) {
    var ends = new ArrayList<Integer>();
    int start = 0;
    long open = 0;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= each && i > start) {
        ends.add(i);
        start = i;
        open = 0;
      }
      open += rows[i];
      if (open >= each) {
        ends.add(i + 1);
        start = i + 1;
        open = 0;
      }
    }
    if (start < rows.length) {
      ends.add(rows.length);
    }
    return ends;
  }

  /**
   * Where each of at most so many groups ends, none of them of less than half an equal part of the
   * rows: a smaller one is joined with the one behind, the last with the one before. Where frequent
   * values still leave too many, the neighbours that hold the fewest rows are joined.
   */
  static List<Integer> endsOfLarge(long[] rows, int groups) {
    double each = (double) Arrays.stream(rows).sum() / groups;
    var large = new ArrayList<Integer>();
    long open = 0;
    int start = 0;
    for (int end : ends(rows, each)) {
      for (int i = start; i < end; i++) {
        open += rows[i];
      }
      start = end;
      if (open >= each / 2) {
        large.add(end);
        open = 0;
      }
    }
    // What is left at the end goes to the last group.
    if (open > 0 && !large.isEmpty()) {
      large.set(large.size() - 1, rows.length);
    } else if (open > 0) {
      large.add(rows.length);
    }
    while (large.size() > groups) {
      large.remove(smallestPair(rows, large));
    }
    return large;
  }

  /** Which group holds the fewest rows together with the next; of several the first. */
  private static int smallestPair(long[] rows, List<Integer> ends) {
    int smallest = 0;
    long fewest = Long.MAX_VALUE;
    int start = 0;
    for (int i = 0; i + 1 < ends.size(); i++) {
      long both = Arrays.stream(rows, start, ends.get(i + 1)).sum();
      if (both < fewest) {
        fewest = both;
        smallest = i;
      }
      start = ends.get(i);
    }
    return smallest;
  }
}
