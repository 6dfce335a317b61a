package io.risknet.transforms.splits;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.records.MonthColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the parts begin, and what it takes to put training rows into their folds.
 *
 * @param validationFrom the first slice of the validation part
 * @param testFrom the first slice of the test part
 * @param folding how the folds are made
 * @param blocksFrom for folds by time: the first slice of each, in the order of time; else empty
 * @param firstRank for each bucket, the rank of its first training row of class 0 and of class 1
 * @param sizes rows and positives of each part
 */
public record SplitPlan(
    int validationFrom,
    int testFrom,
    Folding folding,
    List<Integer> blocksFrom,
    Map<Integer, long[]> firstRank,
    Map<Part, Size> sizes) {

  /**
   * The size of a part.
   *
   * @param rows its rows
   * @param positives those with label 1
   */
  public record Size(long rows, long positives) {
    private static final Size NONE = new Size(0, 0);

    Size plus(long[] classes) {
      return new Size(rows + classes[0] + classes[1], positives + classes[1]);
    }
  }

  /**
   * Cuts the parts.
   *
   * @throws IllegalArgumentException when a part would be empty, or the training part has fewer
   *     rows of a class than folds, or fewer months than folds by time need
   */
  static SplitPlan of(SplitCounts counts, SplitRule rule, Folding folding) {
    var bySlice = counts.bySlice();
    int validationFrom = 1;
    int testFrom = 2;
    if (rule instanceof SplitRule.ByTime byTime) {
      var slices = List.copyOf(bySlice.keySet());
      var boundaries = boundaries(byTime, slices, rowsBefore(bySlice.values()));
      validationFrom = slices.get(boundaries[0]);
      testFrom = slices.get(boundaries[1]);
    }
    var sizes = sizes(bySlice, validationFrom, testFrom);
    check(sizes, folding.folds());
    return new SplitPlan(
        validationFrom,
        testFrom,
        folding,
        folding instanceof Folding.Forward forward
            ? blocksFrom(bySlice.headMap(validationFrom), forward)
            : List.of(),
        firstRanks(counts, validationFrom),
        sizes);
  }

  /** The place, in the order of time, of the fold that a slice of the training part is in. */
  int block(int slice) {
    return (int) blocksFrom.stream().filter(from -> from <= slice).count() - 1;
  }

  /** Cuts training slices into blocks of about equal numbers of rows. */
  private static List<Integer> blocksFrom(
      SortedMap<Integer, long[]> bySlice, Folding.Forward folding) {
    int blocks = folding.blocks();
    var slices = List.copyOf(bySlice.keySet());
    checkArgument(
        slices.size() >= blocks,
        "The training part spans %s month(s), and %s folds by time need %s: two more, at the start,"
            + " are only learnt from. Give files of more months, or take fewer folds.",
        slices.size(),
        folding.folds(),
        blocks);
    var rowsBefore = rowsBefore(bySlice.values());
    long rows = rowsBefore[slices.size()];
    var from = new ArrayList<>(slices.subList(0, 1));
    int last = 0;
    for (int block = 1; block < blocks; block++) {
      // Those that follow need a slice each.
      int latest = slices.size() - (blocks - block);
      last = nearest(rowsBefore, (double) rows * block / blocks, last + 1, latest);
      from.add(slices.get(last));
    }
    return from;
  }

  /** The part of a slice. */
  Part part(int slice) {
    return part(slice, validationFrom, testFrom);
  }

  private static Part part(int slice, int validationFrom, int testFrom) {
    return slice < validationFrom ? Part.TRAIN : slice < testFrom ? Part.VALIDATION : Part.TEST;
  }

  /** Positions, among the slices, of the first of validation and the first of test. */
  private static int[] boundaries(SplitRule.ByTime rule, List<Integer> slices, long[] rowsBefore) {
    int last = slices.size() - 1;
    checkArgument(
        last >= 2,
        "Column '%s' spans %s month(s), and a split by time into train, validation and test needs"
            + " three; give files of more months, or split by hash.",
        rule.column(),
        slices.size());
    long rows = rowsBefore[last + 1];
    boolean validationGiven = rule.validationFrom() != SplitRule.ByTime.BY_SHARE;
    int given = validationGiven ? firstFrom(slices, rule.validationFrom()) : 1;
    int test =
        rule.testFrom() == SplitRule.ByTime.BY_SHARE
            ? nearest(rowsBefore, rows * (1 - rule.shares().test()), given + 1, last)
            : firstFrom(slices, rule.testFrom());
    int validation =
        validationGiven ? given : nearest(rowsBefore, rows * rule.shares().train(), 1, test - 1);
    checkArgument(
        validation >= 1 && validation < test && test <= last,
        "With the validation and test months given a part would be empty: column '%s' runs from %s"
            + " to %s. Move --validationFrom or --testFrom.",
        rule.column(),
        MonthColumn.yearMonth(slices.get(0)),
        MonthColumn.yearMonth(slices.get(last)));
    return new int[] {validation, test};
  }

  private static int firstFrom(List<Integer> slices, int slice) {
    return (int) slices.stream().filter(other -> other < slice).count();
  }

  /** Of the boundaries {@code from} to {@code to}, the one with about that many rows before it. */
  private static int nearest(long[] rowsBefore, double wanted, int from, int to) {
    int nearest = from;
    for (int i = from + 1; i <= to; i++) {
      if (Math.abs(rowsBefore[i] - wanted) < Math.abs(rowsBefore[nearest] - wanted)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static long[] rowsBefore(Collection<long[]> classesBySlice) {
    var rowsBefore = new long[classesBySlice.size() + 1];
    int i = 0;
    for (var classes : classesBySlice) {
      rowsBefore[i + 1] = rowsBefore[i] + classes[0] + classes[1];
      i++;
    }
    return rowsBefore;
  }

  private static Map<Part, Size> sizes(
      SortedMap<Integer, long[]> bySlice, int validationFrom, int testFrom) {
    var sizes = new EnumMap<Part, Size>(Part.class);
    for (var part : Part.values()) {
      sizes.put(part, Size.NONE);
    }
    bySlice.forEach(
        (slice, classes) ->
            sizes.compute(
                part(slice, validationFrom, testFrom), (part, size) -> size.plus(classes)));
    return sizes;
  }

  private static void check(Map<Part, Size> sizes, int folds) {
    sizes.forEach(
        (part, size) ->
            checkArgument(
                size.rows() > 0,
                "No labelled row falls into the %s part; give more rows or other shares.",
                part));
    var train = sizes.get(Part.TRAIN);
    long rarer = Math.min(train.positives(), train.rows() - train.positives());
    checkArgument(
        rarer > 0,
        "The label has only one class in the training part: %s of %s rows are positive; give files"
            + " that hold both classes.",
        train.positives(),
        train.rows());
    checkArgument(
        rarer >= folds,
        "The training part has %s rows of the rarer class, fewer than its %s folds; give more rows"
            + " or fewer folds.",
        rarer,
        folds);
  }

  private static Map<Integer, long[]> firstRanks(SplitCounts counts, int validationFrom) {
    var firstRank = new TreeMap<Integer, long[]>();
    var next = new long[2];
    counts
        .byBucket()
        .forEach(
            (bucket, slices) -> {
              firstRank.put(bucket, next.clone());
              slices
                  .headMap(validationFrom)
                  .values()
                  .forEach(
                      classes -> {
                        next[0] += classes[0];
                        next[1] += classes[1];
                      });
            });
    return firstRank;
  }
}
