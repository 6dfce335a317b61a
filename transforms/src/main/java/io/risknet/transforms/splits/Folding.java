package io.risknet.transforms.splits;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How training rows are put into the folds of cross-validation, and which of them may be learnt
 * from while one is held out. Immutable plain Java; JSON.
 *
 * <p>Rows carry the number of their fold, 0 to {@link #blocks} - 1. The folds held out in turn are
 * always 0, 1, ...; where there are folds that are only learnt from, they are the last numbers.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Folding.None.class, name = "none"),
  @JsonSubTypes.Type(value = Folding.Stratified.class, name = "class"),
  @JsonSubTypes.Type(value = Folding.Grouped.class, name = "group"),
  @JsonSubTypes.Type(value = Folding.Forward.class, name = "time")
})
public sealed interface Folding extends Serializable {

  /** Stratified folds, or none when the number is 0. */
  static Folding of(int folds) {
    return folds == 0 ? new None() : new Stratified(folds);
  }

  /** Number of folds that are held out in turn. */
  int folds();

  /** Number of folds that rows may be in. */
  default int blocks() {
    return folds();
  }

  /** Whether a fold is held out in its turn. */
  default boolean evaluates(int fold) {
    return fold >= 0 && fold < folds();
  }

  /** The folds that are held out in turn. */
  default List<Integer> heldOutFolds() {
    return IntStream.range(0, folds()).boxed().toList();
  }

  /** Whether rows of a fold may be learnt from while another one is held out. */
  default boolean sees(int heldOut, int fold) {
    return fold != heldOut;
  }

  /** The same, where none held out stands for the refit, which learns from all. */
  default boolean sees(OptionalInt heldOut, int fold) {
    return heldOut.isEmpty() || sees(heldOut.getAsInt(), fold);
  }

  /** What is learnt for: the refit, then each fold held out. */
  default List<OptionalInt> variants() {
    return Stream.concat(
            Stream.of(OptionalInt.empty()), IntStream.range(0, folds()).mapToObj(OptionalInt::of))
        .toList();
  }

  /**
   * How the rows are folded that are left when those of one fold are taken away, and the later
   * folds are renumbered.
   *
   * @throws IllegalArgumentException when the folds are not alike, as those by time
   */
  default Folding withOneLess() {
    throw new IllegalArgumentException(
        "Nested cross-validation leaves each fold out in turn, which takes folds that are alike; fold"
            + " by class or by group.");
  }

  private static void checkFolds(int folds) {
    checkArgument(folds >= 1, "There should be at least 1 fold, not %s.", folds);
  }

  /** No cross-validation: rows have no fold, and count as those of fold 0. */
  record None() implements Folding {
    @Override
    public int folds() {
      return 0;
    }

    @Override
    public int blocks() {
      return 1;
    }
  }

  /**
   * Every fold has its share of each class: the rank of the id's hash within the class, modulo the
   * folds.
   *
   * @param folds number of folds
   */
  record Stratified(int folds) implements Folding {
    /** Checks the number. */
    public Stratified {
      checkFolds(folds);
    }

    @Override
    public Folding withOneLess() {
      return new Stratified(folds - 1);
    }
  }

  /**
   * Rows of one group share a fold. A row's group is the value of a column or, where that is
   * missing, the row's own id: when the column names a row that came before, such as the loan that
   * was refinanced, both are in one fold.
   *
   * <p>The fold follows from a hash of the group, so it needs no count of the rows; but the folds
   * are only about equal in size and in their shares of the classes, the less so the larger the
   * groups. Only one step is followed: when row C names B and B names A, then A and B share a fold,
   * and C is wherever the id of B leads. Parts (train, validation, test) do not mind groups.
   *
   * @param folds number of folds
   * @param column a column of categories or texts
   */
  record Grouped(int folds, String column) implements Folding {
    /** Checks the number. */
    public Grouped {
      checkFolds(folds);
    }

    @Override
    public Folding withOneLess() {
      return new Grouped(folds - 1, column);
    }
  }

  /**
   * Folds that follow one another in time, each evaluated by what the earlier ones teach; nothing
   * is ever learnt from a later one.
   *
   * <p>There are two more at the start that are only learnt from: two, so that target encoders can
   * be cross-fitted among them. They have the last two numbers; the others are 0, 1, ... in the
   * order of time.
   *
   * @param folds number of folds held out
   */
  record Forward(int folds) implements Folding {
    private static final int ONLY_LEARNT_FROM = 2;

    /** Checks the number. */
    public Forward {
      checkFolds(folds);
    }

    @Override
    public int blocks() {
      return folds + ONLY_LEARNT_FROM;
    }

    @Override
    public boolean sees(int heldOut, int fold) {
      return fold < heldOut || !evaluates(fold);
    }

    /** The number of the fold at a place in the order of time. */
    int foldAt(int place) {
      return Math.floorMod(place - ONLY_LEARNT_FROM, blocks());
    }
  }
}
