package io.risknet.transforms.scoring;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.bundle.Explainer;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.Predictor;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Scores loans with a model: cleans them by its rules, makes its features, predicts, and calibrates
 * where the bundle says so. Plain Java without Beam; several threads may use one.
 *
 * <pre>{@code
 * var scorer = Scorer.load(Path.of("out/model"));
 * double probability = scorer.score(Map.of("credit_score", "712", "dti", "38"));
 * ScoredBatch scored = scorer.score(batch);
 * List<String> reasons = scorer.explain(Map.of("credit_score", "712", "dti", "38")).reasons(4);
 * OptionalDouble points = scorer.points(Map.of("credit_score", "712", "dti", "38"));
 * }</pre>
 *
 * <p>A loan on its own and the same loan in a batch get the same probability, bit for bit.
 */
public final class Scorer {
  private final ModelBundle bundle;
  private final Predictor predictor;
  private final Supplier<Explainer> explainer;
  private final Reasons reasons;
  private final LoanParser parser;

  private Scorer(ModelBundle bundle) {
    var names = bundle.features().names();
    this.bundle = bundle;
    this.predictor = bundle.model().predictor(names);
    this.explainer = Suppliers.memoize(() -> bundle.model().explainer(names));
    this.reasons = Reasons.of(bundle.features());
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
   * Scores a batch of raw rows. Those that break a cleaning rule are reported instead, and so are
   * those that lack a value which the model can't do without.
   *
   * @param raw rows as they are read, with at least the columns that rules and features need
   * @throws IllegalArgumentException when a column is absent or of another type
   */
  public ScoredBatch score(RecordBatch raw) {
    return score(raw, 0);
  }

  /**
   * Scores a batch of raw rows, and names for each the columns that speak most against it.
   *
   * @param raw rows as they are read, with at least the columns that rules and features need
   * @param mostReasons how many at most; 0 takes no time
   * @throws IllegalArgumentException when a column is absent or of another type, or the model is
   *     none that gives reasons
   */
  public ScoredBatch score(RecordBatch raw, int mostReasons) {
    var rows = scorable(raw);
    List<CategoricalColumn> worst =
        mostReasons == 0
            ? List.of()
            : reasons.worst(explainer.get().contributions(rows.features()), mostReasons);
    var probabilities = calibrated(predictor.predict(rows.features()));
    var points = bundle.points().map(scale -> scale.points(probabilities));
    return new ScoredBatch(rows.clean(), probabilities, points, worst, rows.rejected());
  }

  private EncodedRows scorable(RecordBatch raw) {
    var rows = EncodedRows.of(bundle, raw);
    return predictor.takesMissing() ? rows : rows.complete(bundle.features(), raw);
  }

  /**
   * The probability that one loan defaults.
   *
   * @param loan texts as a file would hold them, by column; what is absent or blank is missing
   * @throws IllegalArgumentException with a sentence that names the column, when it is not of the
   *     model's table, can't be parsed, breaks a cleaning rule, or lacks a value that the model
   *     needs
   */
  public double score(Map<String, String> loan) {
    return scored(loan).probabilities().get(0);
  }

  /**
   * The points of one loan, as a file of scores has them; empty where the bundle has no scale.
   *
   * @param loan texts as a file would hold them, by column; what is absent or blank is missing
   * @throws IllegalArgumentException as {@link #score(Map)}
   */
  public OptionalDouble points(Map<String, String> loan) {
    return scored(loan).points().stream().mapToDouble(points -> points.get(0)).findFirst();
  }

  /**
   * The probability that one loan defaults, and how it comes about.
   *
   * @param loan texts as a file would hold them, by column; what is absent or blank is missing
   * @throws IllegalArgumentException as {@link #score(Map)}, and when the model is none that tells
   */
  public Explanation explain(Map<String, String> loan) {
    var scored = scored(loan);
    var contributions = explainer.get().contributions(bundle.features().encode(scored.clean()));
    var sums = reasons.sums(contributions, 0);
    var byColumn = ImmutableMap.<String, Double>builder();
    for (int i = 0; i < sums.length; i++) {
      byColumn.put(reasons.columns().get(i), sums[i]);
    }
    return new Explanation(
        scored.probabilities().get(0), reasons.bias(contributions, 0), byColumn.buildOrThrow());
  }

  private ScoredBatch scored(Map<String, String> loan) {
    var scored = score(parser.parse(loan));
    if (!scored.rejected().isEmpty()) {
      var violation = scored.rejected().get(0);
      throw new IllegalArgumentException(
          "The loan can't be scored because of its column '%s': %s."
              .formatted(violation.column(), violation.reason()));
    }
    return scored;
  }

  private NumericColumn calibrated(float[] probabilities) {
    var calibration = bundle.calibration();
    var values = new double[probabilities.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = calibration.apply(probabilities[i]);
    }
    return NumericColumn.of(values);
  }
}
