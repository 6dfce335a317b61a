package io.risknet.pipelines.report;

import io.risknet.pipelines.run.FairLending;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.Stability;
import io.risknet.transforms.evaluation.AdverseImpact;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.CalibrationCurve;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreBin;
import io.risknet.transforms.profiling.Drift;
import io.risknet.transforms.profiling.StabilityBand;
import io.risknet.transforms.profiling.StabilityIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a validator would ask of a model first, each question with its answer and the bar it is held
 * against. The bars are rules of thumb; {@code docs/decisions/report.md} says where they are from.
 *
 * @param outcome the worst of the checks
 * @param checks in the order of their weight
 */
public record Verdict(Outcome outcome, List<Check> checks) {
  private static final long FEW_POSITIVES = 100;
  private static final double NOTABLE_FALL = 0.05;
  private static final double GREAT_FALL = 0.10;
  private static final Set<String> RANKINGS = Set.of(Metric.ROC_AUC.id(), Metric.KS.id());
  private static final double NOTABLE_RISE = 0.10;
  private static final double GREAT_RISE = 0.25;
  private static final double NOTABLE_MISS = 0.2;
  private static final double GREAT_MISS = 0.5;

  /** From best to worst. */
  public enum Outcome {
    /** Nothing to object. */
    PASS,
    /** To be looked at by somebody. */
    WARN,
    /** Not to be used as it is. */
    FAIL
  }

  /**
   * The answer to a question.
   *
   * @param outcome what it comes to
   * @param sentence the numbers, in a sentence
   */
  public record Check(Outcome outcome, String sentence) {}

  /** Judges the model of a finished run by the rows of its test part. */
  static Verdict of(RunManifest manifest, Evaluation test) {
    var train = manifest.metrics().orElseThrow().get("train");
    var search = manifest.search().orElseThrow();
    var checks = new ArrayList<>(leakage(search));
    checks.add(discrimination(test));
    checks.add(overfitting(train, test.metrics()));
    checks.add(optimism(search));
    search.nested().ifPresent(nested -> checks.add(optimism(search, nested)));
    checks.add(calibration(test.calibration()));
    checks.add(size(test.metrics()));
    manifest.stability().ifPresent(moved -> checks.addAll(stability(moved)));
    manifest
        .segments()
        .flatMap(SegmentReview::fairLending)
        .ifPresent(groups -> checks.addAll(fairLending(groups)));
    var worst = checks.stream().map(Check::outcome).max(Comparator.naturalOrder()).orElseThrow();
    return new Verdict(worst, checks);
  }

  private static List<Check> leakage(SearchOutcome search) {
    var checks = new ArrayList<Check>();
    if (!search.leaks().isEmpty()) {
      checks.add(
          new Check(
              Outcome.FAIL,
              "It goes by what is known only after the decision, as --allowLeakage asked: "
                  + String.join(", ", search.leaks())
                  + "."));
    }
    if (!search.declaredHonest().isEmpty()) {
      checks.add(
          new Check(
              Outcome.WARN,
              "It goes by what the leakage guard finds too good to be true, and --allowLeakage"
                  + " declares honest: "
                  + String.join(", ", search.declaredHonest())
                  + "."));
    }
    if (search.leakageCheck().equals(Optional.of(false))) {
      checks.add(
          new Check(
              Outcome.WARN,
              "Whether a column is too good to be true was not checked, as --leakageCheck=false"
                  + " asked."));
    }
    return checks;
  }

  private static Check discrimination(Evaluation test) {
    var area = test.intervals().intervals().get("rocAuc");
    if (area.undefined().isPresent()) {
      return new Check(
          Outcome.FAIL,
          "Whether the score tells defaults from other loans can't be said: "
              + area.undefined().get());
    }
    double lower = area.lower().orElseThrow();
    return new Check(
        lower > 0.5 ? Outcome.PASS : Outcome.FAIL,
        format(
            "The score tells defaults from other loans: its ROC AUC is %.4f, and at least %.4f with"
                + " %.1f %% confidence (bar: above 0.5).",
            area.estimate().orElseThrow(), lower, 100 * (1 + area.level()) / 2));
  }

  private static Check overfitting(BinaryMetrics train, BinaryMetrics test) {
    if (train.rocAuc().isEmpty() || test.rocAuc().isEmpty()) {
      return new Check(
          Outcome.WARN, "How far the model fits its own training rows better can't be said.");
    }
    double fall = train.rocAuc().getAsDouble() - test.rocAuc().getAsDouble();
    return new Check(
        grade(fall, NOTABLE_FALL, GREAT_FALL),
        format(
            "From the training rows to the test rows ROC AUC changes by %+.4f (bars: -%.2f and"
                + " -%.2f).",
            -fall, NOTABLE_FALL, GREAT_FALL));
  }

  private static Check optimism(SearchOutcome search) {
    if (search.optimism().isEmpty()) {
      return new Check(
          Outcome.WARN,
          "How optimistic the selected score is can't be said, without a test score.");
    }
    return optimism(
        search,
        search.optimism().getAsDouble(),
        format(
            "The selected score of the search was %.4f in cross-validation and %.4f on the test rows,"
                + " both before any calibration",
            search.bestScore(), search.testScore().orElseThrow()));
  }

  /** On rows of the same time, so that nothing but the selection tells. */
  private static Check optimism(SearchOutcome search, SearchOutcome.Nested nested) {
    return optimism(
        search,
        nested.optimism().orElseThrow(),
        format(
            "Nested cross-validation of the whole search gives %.4f, standard error %.4f, where the"
                + " selected score was %.4f",
            nested.score(), nested.standardError(), search.bestScore()));
  }

  /**
   * Losses and average precision are small where defaults are few, and the weights of a sum may be
   * anything, so that their bars are shares of the selected score.
   */
  private static Check optimism(SearchOutcome search, double optimism, String sentence) {
    if (RANKINGS.contains(search.objective())) {
      return new Check(
          grade(optimism, NOTABLE_FALL, GREAT_FALL),
          format("%s (bars: worse by %.2f and by %.2f).", sentence, NOTABLE_FALL, GREAT_FALL));
    }
    double share = optimism <= 0 ? 0 : optimism / Math.abs(search.bestScore());
    return new Check(
        grade(share, NOTABLE_RISE, GREAT_RISE),
        format(
            "%s (bars: worse by %.0f and by %.0f %%).",
            sentence, 100 * NOTABLE_RISE, 100 * GREAT_RISE));
  }

  private static Check calibration(CalibrationCurve curve) {
    var observed = mean(curve, bin -> bin.positives());
    var predicted = mean(curve, bin -> bin.rows() * bin.meanScore());
    if (observed.isEmpty() || observed.getAsDouble() == 0) {
      return new Check(
          Outcome.WARN, "Whether scores are true probabilities can't be said without a default.");
    }
    double ratio = predicted.orElseThrow() / observed.getAsDouble();
    return new Check(
        grade(Math.abs(ratio - 1), NOTABLE_MISS, GREAT_MISS),
        format(
            "The scores predict a default rate of %.2f %%, and %.2f %% was seen: %.2f times as much"
                + " (bars: off by %.0f and by %.0f %%).",
            100 * predicted.getAsDouble(),
            100 * observed.getAsDouble(),
            ratio,
            100 * NOTABLE_MISS,
            100 * GREAT_MISS));
  }

  private static Check size(BinaryMetrics test) {
    var size =
        format(
            "The test has %,d rows, %,d of them defaults (bar: %d defaults).",
            test.rows(), test.positives(), FEW_POSITIVES);
    return test.unscored() > 0
        ? new Check(
            Outcome.WARN,
            size
                + format(
                    " %,d more have no score, as they lack what the model can't do without; no check"
                        + " is of them.",
                    test.unscored()))
        : new Check(test.positives() >= FEW_POSITIVES ? Outcome.PASS : Outcome.WARN, size);
  }

  private static List<Check> stability(Stability moved) {
    var checks = new ArrayList<Check>();
    moved.score().ifPresent(score -> checks.add(stability(score.stability())));
    moved.columns().entrySet().stream()
        .filter(column -> indexOf(column).isPresent())
        .max(Comparator.comparingDouble(column -> indexOf(column).getAsDouble()))
        .ifPresent(most -> checks.add(stability(most, moved.columns().values())));
    return checks;
  }

  private static OptionalDouble indexOf(Map.Entry<String, Drift> column) {
    return column.getValue().stability().value();
  }

  private static Check stability(StabilityIndex score) {
    if (score.value().isEmpty()) {
      return new Check(
          Outcome.WARN,
          "How far the score moves from the training rows to the test rows can't be said: "
              + score.undefined().orElseThrow());
    }
    return new Check(
        isShift(score) ? Outcome.WARN : Outcome.PASS,
        format(
            "From the training rows to the test rows the score moves by a stability index (PSI) of"
                + " %.4f (bar: %.2f).",
            score.value().getAsDouble(), StabilityBand.LARGEST_SMALL_CHANGE));
  }

  private static Check stability(Map.Entry<String, Drift> most, Collection<Drift> columns) {
    long shifted = columns.stream().filter(column -> isShift(column.stability())).count();
    return new Check(
        shifted > 0 ? Outcome.WARN : Outcome.PASS,
        format(
            "Columns that move by a stability index (PSI) above %.2f: %d of %d that can be compared;"
                + " most of all moves %s,"
                + " by %.4f.",
            StabilityBand.LARGEST_SMALL_CHANGE,
            shifted,
            columns.stream().filter(column -> column.stability().value().isPresent()).count(),
            most.getKey(),
            indexOf(most).getAsDouble()));
  }

  private static boolean isShift(StabilityIndex index) {
    return index.band().equals(Optional.of(StabilityBand.SHIFT));
  }

  private static List<Check> fairLending(FairLending groups) {
    var checks = new ArrayList<Check>();
    groups.columns().forEach(column -> checks.add(adverseImpact(column)));
    checks.add(
        groups.features().isEmpty()
            ? new Check(Outcome.PASS, "No protected column is a feature of the model.")
            : new Check(
                Outcome.WARN,
                "It goes by protected columns, which the law may forbid: "
                    + String.join(", ", groups.features())
                    + "."));
    return checks;
  }

  /** In the words that the section on fair lending has of the group that is the worst off. */
  private static Check adverseImpact(AdverseImpact of) {
    var compared =
        of.groups().stream()
            .filter(group -> group.impactRatio().isPresent())
            .sorted(Comparator.comparingDouble(group -> group.impactRatio().getAsDouble()))
            .toList();
    if (compared.isEmpty()) {
      return new Check(
          Outcome.WARN,
          "How the groups of %s are approved can't be compared: %s"
              .formatted(of.column(), of.undefined().orElseThrow()));
    }
    long below =
        compared.stream().filter(group -> group.fourFifths().equals(Optional.of(false))).count();
    var worst = compared.get(0);
    return below == 0
        ? new Check(
            Outcome.PASS,
            format(
                "By %s, each of %d groups is approved at least four fifths as often as '%s'; the"
                    + " lowest adverse impact ratio is %.3f, of '%s'.",
                of.column(),
                compared.size(),
                of.reference().orElseThrow(),
                worst.impactRatio().getAsDouble(),
                worst.value()))
        : new Check(
            Outcome.WARN,
            format(
                "By %s, groups that fall below four fifths: %d of %d. %s",
                of.column(), below, compared.size(), worst.sentence()));
  }

  private static OptionalDouble mean(CalibrationCurve curve, ToDoubleFunction<ScoreBin> sum) {
    long rows = curve.bins().stream().mapToLong(ScoreBin::rows).sum();
    return rows == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(curve.bins().stream().mapToDouble(sum).sum() / rows);
  }

  private static Outcome grade(double value, double notable, double great) {
    return value <= notable ? Outcome.PASS : value <= great ? Outcome.WARN : Outcome.FAIL;
  }

  private static String format(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }
}
