package io.risknet.transforms.scorecard;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import io.risknet.transforms.bundle.LinearWeights;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.LogOddsLine;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.features.WeightOfEvidence;
import io.risknet.transforms.records.NumericColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The points of a model by column and bin: those of a loan's bins add up to its points. With {@code
 * n} columns, a bin of weight of evidence {@code woe} has {@code offset / n - factor * (coefficient
 * * woe + intercept / n)} points (Siddiqi: Credit Risk Scorecards, Wiley 2006, chapter 6), where
 * {@link PointsScale} has factor and offset, and coefficients and intercept are for the log odds of
 * default, so that the base points are spread over the columns evenly. Immutable, plain Java; JSON.
 *
 * <pre>{@code
 * Optional<String> reason = Scorecard.noTable(bundle);   // of trees, for example
 * String csv = Scorecard.of(bundle, factors).toCsv();
 * }</pre>
 *
 * @param scale how points are made of probabilities
 * @param columns of the table; none where there is no table
 * @param undefined why there is no table, if there is none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Scorecard(
    PointsScale scale, List<ScorecardColumn> columns, Optional<String> undefined) {
  private static final List<String> HEADER =
      List.of(
          "column",
          "bin",
          "rows",
          "defaults",
          "defaultShare",
          "woe",
          "coefficient",
          "points",
          "vif",
          "warning");

  /** Copies the list. */
  public Scorecard {
    columns = ImmutableList.copyOf(columns);
  }

  /**
   * Why the points of a model don't add up by bins; empty where they do.
   *
   * @param bundle with a scale for points
   */
  public static Optional<String> noTable(ModelBundle bundle) {
    var features = bundle.features();
    var others = new ArrayList<String>();
    for (int i = 0; i < features.names().size(); i++) {
      if (!(features.writers().get(i) instanceof WeightOfEvidence.Fit)) {
        others.add(features.names().get(i));
      }
    }
    if (bundle.model().linear(features.names()).isEmpty()) {
      return Optional.of(
          "A table of points takes a linear model, liblinear or logistic-regression, and the model"
              + " is another.");
    }
    if (!others.isEmpty()) {
      return Optional.of(
          "A table of points takes features of woe alone, and the model has "
              + String.join(", ", others)
              + ".");
    }
    if (features.changesValues()) {
      return Optional.of(
          "A table of points takes features of woe as they are, which are of one scale; a step of"
              + " the feature plan changes them.");
    }
    return bundle.calibration().line().isPresent()
        ? Optional.empty()
        : Optional.of(
            "Isotonic calibration bends the log odds, so that points do not add up by bins; platt,"
                + " or none, keeps them straight.");
  }

  /** What is known of a model whose points don't add up by bins. */
  static Scorecard without(PointsScale scale, String reason) {
    return new Scorecard(scale, List.of(), Optional.of(reason));
  }

  /**
   * The table of a model whose points add up by bins.
   *
   * @param inflation of each column's weights over the training rows, as {@link VarianceInflation}
   *     has them
   * @throws IllegalArgumentException with the reason, when there is no table
   */
  static Scorecard of(ModelBundle bundle, List<OptionalDouble> inflation) {
    noTable(bundle)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    var scale = bundle.points().orElseThrow();
    var weights = bundle.model().linear(bundle.features().names()).orElseThrow();
    var line = bundle.calibration().line().orElseThrow();
    double each = base(scale, weights, line) / weights.weights().size();
    var columns = new ArrayList<ScorecardColumn>();
    for (int i = 0; i < weights.weights().size(); i++) {
      var fit = (WeightOfEvidence.Fit) bundle.features().writers().get(i);
      double coefficient = line.slope() * weights.weights().get(i);
      columns.add(
          ScorecardColumn.of(
              fit.column(),
              coefficient,
              inflation.get(i),
              bins(fit, each, scale.factor() * coefficient, bundle.calibration())));
    }
    return new Scorecard(scale, columns, Optional.empty());
  }

  /** The points of a loan whose bins weigh nothing. */
  private static double base(PointsScale scale, LinearWeights weights, LogOddsLine line) {
    return scale.ofLogOdds(line.slope() * weights.intercept() + line.intercept());
  }

  private static List<ScorecardColumn.Bin> bins(
      WeightOfEvidence.Fit fit, double base, double pointsPerWeight, Calibration calibration) {
    var bins = new ArrayList<ScorecardColumn.Bin>();
    for (int i = 0; i < fit.evidence().size(); i++) {
      var evidence = fit.evidence().get(i);
      // The model is given single precision.
      double points = base - pointsPerWeight * (float) evidence.woe();
      bins.add(
          new ScorecardColumn.Bin(
              fit.bins().get(i),
              evidence.rows(),
              evidence.positives(),
              share(evidence, calibration),
              evidence.woe(),
              points));
    }
    return bins;
  }

  /** Of the same loans as the points: of all, where the training rows are a sample. */
  private static OptionalDouble share(WeightOfEvidence.Evidence evidence, Calibration calibration) {
    if (evidence.rows() == 0) {
      return OptionalDouble.empty();
    }
    double share = (double) evidence.positives() / evidence.rows();
    for (var step : calibration.steps()) {
      if (step instanceof PriorCorrection correction) {
        share = correction.apply(share);
      }
    }
    return OptionalDouble.of(share);
  }

  /** All that a validator would object to, in the order of the columns. */
  public List<String> warnings() {
    return columns.stream().flatMap(column -> column.warnings().stream()).toList();
  }

  /** As CSV, a line a bin; points and weights to four places. */
  public String toCsv() {
    return Stream.concat(
            Stream.of(String.join(",", HEADER)), columns.stream().flatMap(Scorecard::lines))
        .collect(joining("\n", "", "\n"));
  }

  private static Stream<String> lines(ScorecardColumn column) {
    return column.bins().stream()
        .map(
            bin ->
                Stream.of(
                        quoted(column.column()),
                        quoted(bin.bin()),
                        Long.toString(bin.rows()),
                        Long.toString(bin.positives()),
                        number(bin.share()),
                        number(OptionalDouble.of(bin.woe())),
                        number(OptionalDouble.of(column.coefficient())),
                        number(OptionalDouble.of(bin.points())),
                        number(column.vif()),
                        quoted(String.join(" ", column.warnings())))
                    .collect(joining(",")));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent()
        ? NumericColumn.of(Double.parseDouble(format(value.getAsDouble()))).text(0)
        : "";
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** By RFC 4180, where it has to be. */
  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
