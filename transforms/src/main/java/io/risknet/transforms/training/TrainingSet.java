package io.risknet.transforms.training;

import io.risknet.transforms.training.SpoolPart.ClassCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Training rows spooled to files: what travels instead of the rows. Read in the order of its parts,
 * the rows are in the order of the unsigned hash of their id, then the id, whatever the number of
 * parts.
 *
 * @param parts the files, in the order of their hashes
 * @param classes rows and positives of each cross-validation fold
 * @param fingerprint what the rows hold, whatever their order and cut
 */
public record TrainingSet(
    List<SpoolPart> parts, List<ClassCounts> classes, DataFingerprint fingerprint)
    implements Serializable {

  /** Takes copies of the lists. */
  public TrainingSet {
    parts = List.copyOf(parts);
    classes = List.copyOf(classes);
  }

  /**
   * The set of these parts, in any order.
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

  /** Number of cross-validation folds. */
  public int folds() {
    return classes.size();
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
   * @throws IllegalArgumentException when there are no rows, there is only one fold, or a fold
   *     holds one class only
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
    for (int fold = 0; fold < folds(); fold++) {
      var counts = classes.get(fold);
      if (counts.positives() == 0 || counts.positives() == counts.rows()) {
        throw new IllegalArgumentException(
            ("Fold %d of %d has %d rows of which %d are positive, so no ranking can be measured on"
                    + " it; use fewer folds or more data.")
                .formatted(fold, folds(), counts.rows(), counts.positives()));
      }
    }
  }

  private static List<ClassCounts> sum(List<SpoolPart> parts) {
    var classes = new ArrayList<ClassCounts>();
    for (var part : parts) {
      for (int fold = 0; fold < part.folds().size(); fold++) {
        if (classes.size() <= fold) {
          classes.add(new ClassCounts(0, 0));
        }
        classes.set(fold, classes.get(fold).plus(part.folds().get(fold)));
      }
    }
    return classes;
  }
}
