package io.risknet.transforms.scoring;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.features.FittedFeatures;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The rows of a batch that a model is given.
 *
 * @param clean the rows that are left, cleaned
 * @param features what is made of them
 * @param rejected why the others are not; rows count in the batch before cleaning
 */
record EncodedRows(RecordBatch clean, FloatMatrix features, List<Violation> rejected) {

  /** Cleans and encodes; rows that break a rule are rejected. */
  static EncodedRows of(ModelBundle bundle, RecordBatch raw) {
    var cleaned = bundle.cleaning().clean(raw);
    var rejected = cleaned.violations().stream().filter(Violation::rejected).toList();
    return new EncodedRows(cleaned.batch(), bundle.features().encode(cleaned.batch()), rejected);
  }

  /**
   * Those of the rows that have a value for each feature; the others are rejected as well.
   *
   * @param by what encoded them
   * @param raw the batch before cleaning
   */
  EncodedRows complete(FittedFeatures by, RecordBatch raw) {
    var kept = IntStream.range(0, clean.rows()).filter(row -> missing(row).isEmpty()).toArray();
    if (kept.length == clean.rows()) {
      return this;
    }
    var all = new ArrayList<>(rejected);
    var rawRows = rawRows(raw.rows());
    for (int row = 0; row < rawRows.length; row++) {
      var missing = missing(row);
      if (missing.isPresent()) {
        all.add(violation(row, by, missing.getAsInt(), raw, rawRows[row]));
      }
    }
    var complete = clean.take(kept);
    return new EncodedRows(complete, by.encode(complete), all);
  }

  /** The first feature that a row has no value for. */
  private OptionalInt missing(int row) {
    return IntStream.range(0, features.columns())
        .filter(feature -> Float.isNaN(features.get(row, feature)))
        .findFirst();
  }

  /** For each of the clean rows its place in the batch before cleaning. */
  private int[] rawRows(int rows) {
    var isRejected = new boolean[rows];
    rejected.forEach(violation -> isRejected[violation.row()] = true);
    return IntStream.range(0, rows).filter(row -> !isRejected[row]).toArray();
  }

  /** Names a column of the table, as whoever mends the file knows no features. */
  private Violation violation(
      int row, FittedFeatures by, int feature, RecordBatch raw, int rawRow) {
    var inputs = by.writers().get(feature).inputs();
    var missing = inputs.stream().filter(input -> clean.column(input).isMissing(row)).findFirst();
    var column = missing.orElse(inputs.get(0));
    var reason =
        missing.isPresent()
            ? "the model can't take a missing value"
            : "the model's feature '%s' has no value for it".formatted(by.names().get(feature));
    return new Violation(rawRow, column, reason, raw.column(column).text(rawRow), true);
  }
}
