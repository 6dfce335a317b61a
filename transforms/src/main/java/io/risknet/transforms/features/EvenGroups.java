package io.risknet.transforms.features;

import java.util.ArrayList;
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
   * The same without groups of less than half as many rows: each is joined with the one behind, the
   * last with the one before.
   */
  static List<Integer> endsOfLarge(long[] rows, double each) {
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
    return large;
  }
}
