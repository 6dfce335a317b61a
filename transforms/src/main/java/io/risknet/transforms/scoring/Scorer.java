package io.risknet.transforms.scoring;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.Predictor;
import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Scores loans with a model: cleans them by its rules, makes its features and predicts. Plain Java
 * without Beam; several threads may use one.
 *
 * <pre>{@code
 * var scorer = Scorer.load(Path.of("out/model"));
 * double probability = scorer.score(Map.of("credit_score", "712", "dti", "38"));
 * ScoredBatch scored = scorer.score(batch);
 * }</pre>
 *
 * <p>A loan on its own and the same loan in a batch get the same probability, bit for bit.
 */
public final class Scorer {
  private final ModelBundle bundle;
  private final Predictor predictor;
  private final LoanParser parser;

  private Scorer(ModelBundle bundle) {
    this.bundle = bundle;
    this.predictor = bundle.model().predictor(bundle.features().names());
    this.parser = LoanParser.of(bundle);
  }

  /**
   * A scorer with the bundle in a directory.
   *
   * @throws IllegalArgumentException when the bundle is missing, unfinished, damaged or newer
   */
  public static Scorer load(Path directory) throws IOException {
    return of(ModelBundle.load(directory));
  }

  /**
   * A scorer with a bundle.
   *
   * @throws IllegalArgumentException when its model does not fit its features
   */
  public static Scorer of(ModelBundle bundle) {
    return new Scorer(bundle);
  }

  /** What it scores with. */
  public ModelBundle bundle() {
    return bundle;
  }

  /**
   * Scores a batch of raw rows. Those that break a cleaning rule are reported instead.
   *
   * @param raw rows as they are read, with at least the columns that rules and features need
   * @throws IllegalArgumentException when a column is absent or of another type
   */
  public ScoredBatch score(RecordBatch raw) {
    var cleaned = bundle.cleaning().clean(raw);
    var rejected = cleaned.violations().stream().filter(Violation::rejected).toList();
    var probabilities = predictor.predict(bundle.features().encode(cleaned.batch()));
    return new ScoredBatch(cleaned.batch(), widened(probabilities), rejected);
  }

  /**
   * The probability that one loan defaults.
   *
   * @param loan texts as a file would hold them, by column; what is absent or blank is missing
   * @throws IllegalArgumentException with a sentence that names the column, when it is not of the
   *     model's table, can't be parsed, or breaks a cleaning rule
   */
  public double score(Map<String, String> loan) {
    var scored = score(parser.parse(loan));
    if (!scored.rejected().isEmpty()) {
      var violation = scored.rejected().get(0);
      throw new IllegalArgumentException(
          "The loan can't be scored because of its column '%s': %s."
              .formatted(violation.column(), violation.reason()));
    }
    return scored.probabilities().get(0);
  }

  private static NumericColumn widened(float[] probabilities) {
    var values = new double[probabilities.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = probabilities[i];
    }
    return NumericColumn.of(values);
  }
}
