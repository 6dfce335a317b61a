package io.risknet.pipelines.train;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.pipelines.run.Stability;
import io.risknet.transforms.bundle.CardSection;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Interval;
import io.risknet.transforms.profiling.ColumnProfile;
import io.risknet.transforms.profiling.StabilityBand;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.splits.Part;
import io.risknet.transforms.splits.SplitPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a training run adds to the card of its model, all of it measured or stated by the spec. */
record CardSections(
    ModelStatement statement,
    Map<String, Long> tallies,
    SplitPlan plan,
    Map<String, TableProfile> profiles,
    SearchOutcome search,
    Evaluation test,
    Stability stability,
    Optional<OperatingPoint> decided) {
  private static final int MOST_MOVED = 10;
  private static final long FEW_DEFAULTS = 100;

  /** Sorts the tallies, as a map of no order would make cards that differ. */
  CardSections {
    tallies = ImmutableSortedMap.copyOf(tallies);
  }

  /** The sections, in the order in which a validator asks. */
  List<CardSection> all() {
    var sections = new ArrayList<CardSection>();
    sections.add(new CardSection("Intended use", intendedUse()));
    sections.add(new CardSection("Data and window", window()));
    sections.add(new CardSection("Exclusions", exclusions()));
    sections.add(new CardSection("Confidence intervals on the test part", intervals()));
    decided
        .map(CardSections::decisions)
        .ifPresent(text -> sections.add(new CardSection("The threshold of least cost", text)));
    sections.add(new CardSection("Optimism of the search", optimism()));
    sections.add(new CardSection("Stability from the training part to the test part", stable()));
    sections.add(new CardSection("Limits", limits()));
    return List.copyOf(sections);
  }

  private String intendedUse() {
    return statement.intendedUse().isBlank()
        ? "Not stated: the spec has no `intendedUse`."
        : statement.intendedUse();
  }

  private String window() {
    var parts =
        Stream.of(Part.values())
            .map(
                part ->
                    "| %s | %s | %d | %d |"
                        .formatted(
                            name(part),
                            months(part).orElse(byTime() ? "no rows" : "not by time"),
                            plan.sizes().get(part).rows(),
                            plan.sizes().get(part).positives()))
            .collect(Collectors.joining("\n"));
    return """
        %s

        | part | %s | rows | defaults |
        |---|---|---|---|
        %s%s"""
        .formatted(statement.outcome(), byTime() ? statement.splitBy() : "months", parts, refit());
  }

  private String refit() {
    return search.refitOn().equals(BuildModel.TRAIN_AND_VALIDATION)
        ? "\n\nThe model was trained on the validation rows as well, so that no metrics are told of them."
        : "";
  }

  private boolean byTime() {
    return !statement.splitBy().equals("hash");
  }

  /** The months of a part, such as {@code 200901 to 200903}. */
  private Optional<String> months(Part part) {
    return Optional.ofNullable(profiles.get(name(part)))
        .flatMap(profile -> profile.column(statement.splitBy()))
        .flatMap(ColumnProfile::numbers)
        .map(months -> format("%.0f to %.0f", months.min(), months.max()));
  }

  private String exclusions() {
    var counts =
        tallies.entrySet().stream()
            .map(count -> "| %s | %d |".formatted(count.getKey(), count.getValue()))
            .collect(Collectors.joining("\n"));
    return """
        Rejected lines are in `rejects/` of the run, each with its reason.

        | what was read and left out | number |
        |---|---|
        %s"""
        .formatted(counts);
  }

  private String intervals() {
    return table("metric", test.intervals().intervals())
        + "\n\nKS and calibration errors come out too large on few rows. The limits are of their true"
        + " values, so that they may lie below the estimate.";
  }

  private static String table(String of, Map<String, Interval> intervals) {
    return intervals.entrySet().stream()
        .map(entry -> "| %s | %s |".formatted(entry.getKey(), interval(entry.getValue())))
        .collect(
            Collectors.joining(
                "\n",
                "| %s | estimate | lower | upper | level | method |\n|---|---|---|---|---|---|\n"
                    .formatted(of),
                ""));
  }

  private static String interval(Interval interval) {
    var estimate = rate(interval.estimate());
    return interval.undefined().isPresent()
        ? "%s | no limits: %s | | |".formatted(estimate, interval.undefined().get())
        : format(
            "%s | %.4f | %.4f | %.2f | %s",
            estimate,
            interval.lower().orElseThrow(),
            interval.upper().orElseThrow(),
            interval.level(),
            interval.method());
  }

  private static String decisions(OperatingPoint decided) {
    if (decided.undefined().isPresent()) {
      return "Not defined: " + decided.undefined().get();
    }
    var costs = decided.costs();
    var rule =
        decided.threshold().isPresent()
            ? "scores from %s on are taken for defaults"
                .formatted(fourDigits(decided.threshold().getAsDouble()))
            : "it is cheapest to take none for a default";
    return Stream.of(Part.VALIDATION, Part.TEST)
        .map(CardSections::name)
        .map(part -> "| %s | %s |".formatted(part, decisions(decided.parts().get(part))))
        .collect(
            Collectors.joining(
                "\n",
                """
                Where a good case taken for a default costs %s and a default taken for a good \
                case %s, %s: chosen on the validation part, judged on the test part.%s

                | part | defaults found | missed | good cases declined | kept | precision | recall \
                | specificity | F1 | cost | with none declined | with all declined |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """
                    .formatted(
                        amount(costs.falsePositive()),
                        amount(costs.falseNegative()),
                        rule,
                        sample(decided.keptNegatives())),
                "\n\nOn the test part, with this threshold held fixed:\n\n"
                    + table("rate", decided.parts().get("test").intervals())));
  }

  private static String sample(OptionalDouble kept) {
    return kept.isEmpty()
        ? ""
        : """
         The table holds a share of %1$s of the good cases, each of which counts 1 / %1$s times in \
        costs; precision, F1 and counts are of the sample."""
            .formatted(fourDigits(kept.getAsDouble()));
  }

  private static String decisions(OperatingPoint.Decisions made) {
    var matrix = made.matrix();
    return format(
        "%d | %d | %d | %d | %s | %s | %s | %s | %s | %s | %s",
        matrix.truePositives(),
        matrix.falseNegatives(),
        matrix.falsePositives(),
        matrix.trueNegatives(),
        rate(made.precision()),
        rate(made.recall()),
        rate(made.specificity()),
        rate(made.f1()),
        amount(made.cost()),
        amount(made.costOfNone()),
        amount(made.costOfAll()));
  }

  private static String rate(OptionalDouble rate) {
    return rate.isPresent() ? format("%.4f", rate.getAsDouble()) : "not defined";
  }

  /** With two decimals at most; in a large unit, below 1, with four digits, so as not to read 0. */
  private static String amount(double cost) {
    return cost < 1
        ? fourDigits(cost)
        : plain(BigDecimal.valueOf(cost).setScale(2, RoundingMode.HALF_UP));
  }

  private static String fourDigits(double value) {
    return plain(BigDecimal.valueOf(value).round(new MathContext(4)));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private String optimism() {
    var lines = new ArrayList<String>();
    lines.add(
        format(
            "The %s has %s %.4f in cross-validation: a selected score, before any calibration as"
                + " those below.",
            winner(), search.objective(), search.bestScore()));
    search
        .testScore()
        .ifPresent(
            score ->
                lines.add(
                    format(
                        "The test part gives %.4f; the selected score is better by %.4f.",
                        score, search.optimism().orElseThrow())));
    search
        .nested()
        .ifPresent(
            nested ->
                lines.add(
                    format(
                        "Nested cross-validation of the whole search gives %.4f, standard error"
                            + " %.4f; the selected score is better by %.4f.",
                        nested.score(), nested.standardError(), nested.optimism().orElseThrow())));
    return String.join("\n", lines);
  }

  private String winner() {
    int place = search.bestPlace().orElse(1);
    var late =
        search.lateTrials() == 0
            ? ""
            : " (the time of the search was over for %d of them)".formatted(search.lateTrials());
    return !search.cheapest()
        ? "best of %d trials%s".formatted(search.trials(), late)
        : "cheapest of %d trials%s within one standard error of the best, at place %d of the leaderboard,"
            .formatted(search.trials(), late, place);
  }

  private String stable() {
    var moved = stability.byIndex();
    return moved.stream()
        .limit(MOST_MOVED)
        .map(
            column ->
                column.index().isPresent()
                    ? format(
                        "| %s | %.4f | %s |",
                        column.name(),
                        column.index().getAsDouble(),
                        StabilityBand.of(column.index().getAsDouble()))
                    : "| %s | not defined: %s | |"
                        .formatted(
                            column.name(), column.drift().stability().undefined().orElse("")))
        .collect(
            Collectors.joining(
                "\n",
                "| of %d, the most moved | stability index (PSI) | band |\n|---|---|---|\n"
                    .formatted(moved.size()),
                ""));
  }

  private String limits() {
    var limits = new ArrayList<>(leakage());
    limits.add(
        "Only cases that were granted are known; what would have become of those that were declined"
            + " is not, and nothing is inferred of them.");
    limits.add(
        byTime()
            ? "The test part ends with %s; how good the model is later is not known. `risknet profile"
                    .formatted(months(Part.TEST).orElse("the data"))
                + " --against` tells when new rows are no longer like these."
            : "The test part is of the same time as the training part, so what changes from one to"
                + " the next is not measured.");
    statement
        .sampled()
        .share()
        .ifPresent(
            kept ->
                limits.add(
                    """
                    The table holds a share of %s of the good cases. Metrics are of such rows, and of \
                    scores before they are corrected for it: those that the model gives are lower."""
                        .formatted(fourDigits(kept))));
    long defaults = plan.sizes().get(Part.TEST).positives();
    if (defaults < FEW_DEFAULTS) {
      limits.add("The test part has only %d defaults.".formatted(defaults));
    }
    stability.byIndex().stream()
        .filter(
            column -> column.drift().stability().band().equals(Optional.of(StabilityBand.SHIFT)))
        .map(
            column ->
                format(
                    "%s has shifted from the training part to the test part (PSI %.2f).",
                    column.name(), column.index().orElseThrow()))
        .forEach(limits::add);
    return limits.stream().map(limit -> "- " + limit).collect(Collectors.joining("\n"));
  }

  private List<String> leakage() {
    var limits = new ArrayList<String>();
    if (!search.leaks().isEmpty()) {
      limits.add(
          "It goes by what is known only after the decision: %s. Its metrics are not earned, and it is"
                  .formatted(String.join(", ", search.leaks()))
              + " not for use.");
    }
    if (!search.declaredHonest().isEmpty()) {
      limits.add(
          "It goes by what the leakage guard finds too good to be true: %s. `--allowLeakage` declares"
                  .formatted(String.join(", ", search.declaredHonest()))
              + " it honest; its metrics are earned only if it is known when the decision is taken.");
    }
    if (search.leakageCheck().equals(Optional.of(false))) {
      limits.add(
          "Whether a column is too good to be true was not checked, as `--leakageCheck=false`"
              + " asked.");
    }
    return limits;
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String format(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }
}
