package io.risknet.transforms.training;

import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.training.SpoolPart.ClassCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Training rows spooled to files: what travels instead of the rows. Read in the order of its parts,
 * the rows are in the order of the unsigned hash of their id, then the id, whatever the number of
 * parts.
 *
 * @param parts the files, in the order of their hashes
 * @param folding how the rows were put into folds
 * @param classes rows and positives of each fold; folds behind the last that occurs are left out
 * @param fingerprint what the rows hold, whatever their order and cut
 */
public record TrainingSet(
    List<SpoolPart> parts, Folding folding, List<ClassCounts> classes, DataFingerprint fingerprint)
    implements Serializable {

  private static final ClassCounts NO_ROWS = new ClassCounts(0, 0);

  /** Takes copies of the lists. */
  public TrainingSet {
    parts = List.copyOf(parts);
    classes = List.copyOf(classes);
  }

  /** A set with as many stratified folds as occur. */
  public TrainingSet(
      List<SpoolPart> parts, List<ClassCounts> classes, DataFingerprint fingerprint) {
    this(parts, Folding.of(classes.size()), classes, fingerprint);
  }

  /**
   * The set of these parts, in any order, with as many stratified folds as occur.
   *
   * @throws IllegalArgumentException when their ranges of hashes overlap
   */
  public static TrainingSet of(Collection<SpoolPart> parts) {
    var ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparing(SpoolPart::firstHash, Long::compareUnsigned));
    for (int i = 1; i < ordered.size(); i++) {
      if (Long.compareUnsigned(ordered.get(i - 1).lastHash(), ordered.get(i).firstHash()) >= 0) {
        throw new IllegalArgumentException(
            "Two buckets of training rows overlap; key the batches by BucketRecords.");
      }
    }
    var fingerprint = DataFingerprint.EMPTY;
    for (var part : ordered) {
      fingerprint = fingerprint.plus(part.fingerprint());
    }
    return new TrainingSet(ordered, sum(ordered), fingerprint);
  }

  /** The same rows, which were put into folds in this way. */
  public TrainingSet with(Folding newFolding) {
    return new TrainingSet(parts, newFolding, classes, fingerprint);
  }

  /** Number of folds that are held out in turn. */
  public int folds() {
    return folding.folds();
  }

  /** The folds that are held out in turn. */
  public List<Integer> heldOutFolds() {
    return folding.heldOutFolds();
  }

  /** Number of rows. */
  public int rows() {
    return classes.stream().mapToInt(ClassCounts::rows).reduce(0, Math::addExact);
  }

  /** Number of rows whose label is 1. */
  public int positives() {
    return classes.stream().mapToInt(ClassCounts::positives).sum();
  }

  /**
   * Checks that the set can be cross-validated.
   *
   * @throws IllegalArgumentException when there are no rows, there is only one fold, or a fold that
   *     is held out, or what is learnt from meanwhile, holds one class only
   */
  public void requireFolds() {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "There are no training rows; check the inputs and the split.");
    }
    if (folds() < 2) {
      throw new IllegalArgumentException(
          "Cross-validation needs at least 2 folds; the training rows have " + folds() + ".");
    }
    for (int heldOut : heldOutFolds()) {
      requireBothClasses(
          sum(fold -> fold == heldOut),
          "Fold %d of %d has %d rows of which %d are positive, so no ranking can be measured on it;"
              + " use fewer folds or more data.",
          heldOut);
    }
    for (int heldOut : heldOutFolds()) {
      requireBothClasses(
          sum(fold -> folding.sees(heldOut, fold)),
          "With fold %d of %d held out, %d rows are learnt from, of which %d are positive, so there"
              + " is nothing to tell apart; use fewer folds or more data.",
          heldOut);
    }
  }

  private void requireBothClasses(ClassCounts counts, String sentence, int fold) {
    if (counts.positives() == 0 || counts.positives() == counts.rows()) {
      throw new IllegalArgumentException(
          sentence.formatted(fold, folds(), counts.rows(), counts.positives()));
    }
  }

  private ClassCounts sum(IntPredicate wanted) {
    return IntStream.range(0, classes.size())
        .filter(wanted)
        .mapToObj(classes::get)
        .reduce(NO_ROWS, ClassCounts::plus);
  }

  private static List<ClassCounts> sum(List<SpoolPart> parts) {
    var classes = new ArrayList<ClassCounts>();
    for (var part : parts) {
      for (int fold = 0; fold < part.folds().size(); fold++) {
        if (classes.size() <= fold) {
          classes.add(NO_ROWS);
        }
        classes.set(fold, classes.get(fold).plus(part.folds().get(fold)));
      }
    }
    return classes;
  }
}
