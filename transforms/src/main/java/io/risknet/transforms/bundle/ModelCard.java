package io.risknet.transforms.bundle;

import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.records.ColumnRole;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The short description of a model that travels with it, in Markdown. */
final class ModelCard {
  private ModelCard() {}

  /**
   * The card.
   *
   * @param files of the bundle, but for the card and the manifest
   */
  static String of(ModelBundle bundle, Map<String, BundleManifest.FileEntry> files) {
    return """
        # Model card

        The probability that a loan defaults, from what is known when it is granted.

        - Model: %s, trial `%s`, trained at %s
        - Data: `%s`
        - Input: a table of %d columns, of which %d are inputs; %d features
        - Made with: %s
        - Probabilities: %s
        - Points: %s

        %s## Metrics

        | split | rows | positives | ROC AUC | KS | average precision | log loss | Brier |
        |---|---|---|---|---|---|---|---|
        %s
        ## Parameters

        | parameter | value |
        |---|---|
        %s
        %s## Files

        | file | bytes | SHA-256 |
        |---|---|---|
        %s
        `model.ubj` is the model in XGBoost's own format, if it is a booster: in Python
        `xgboost.Booster(model_file="model.ubj")`. `model.tribuo.pb` is the same model for Tribuo.
        Both take the features that `features.json` makes of rows that `cleaning.json` cleaned;
        `manifest.json` has their names in order, and missing is NaN.
        """
        .formatted(
            bundle.model(),
            bundle.provenance().trial(),
            bundle.provenance().trainedAt(),
            bundle.provenance().data(),
            bundle.schema().size(),
            bundle.schema().columns().stream().filter(c -> c.role() == ColumnRole.INPUT).count(),
            bundle.features().names().size(),
            rows(bundle.versions(), (name, version) -> name + " " + version, ", "),
            bundle.calibration(),
            bundle.points().map(PointsScale::toString).orElse("none"),
            bundle.card().stream()
                .map(section -> section(section.title(), section.text()))
                .collect(Collectors.joining()),
            rows(bundle.metrics(), ModelCard::row, "\n") + "\n",
            rows(bundle.provenance().parameters(), "| %s | %s |"::formatted, "\n") + "\n",
            TribuoProvenance.text(bundle.model().tribuo())
                .map(text -> section("Provenance, as Tribuo keeps it", fenced(text)))
                .orElse(""),
            rows(files, ModelCard::file, "\n") + "\n");
  }

  private static String section(String title, String text) {
    return "## %s\n\n%s\n\n".formatted(title, text.strip());
  }

  private static String fenced(String text) {
    return "```\n" + text.strip() + "\n```";
  }

  private static String file(String name, BundleManifest.FileEntry file) {
    return "| `%s` | %d | `%s` |".formatted(name, file.bytes(), file.sha256());
  }

  private static String row(String split, BinaryMetrics metrics) {
    return "| %s | %d | %d | %s | %s | %s | %s | %s |"
        .formatted(
            split,
            metrics.rows(),
            metrics.positives(),
            number(metrics.rocAuc()),
            number(metrics.ks()),
            number(metrics.averagePrecision()),
            number(metrics.logLoss()),
            number(metrics.brier()));
  }

  private static <V> String rows(
      Map<String, V> map, BiFunction<String, V, String> row, String separator) {
    return map.entrySet().stream()
        .map(entry -> row.apply(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(separator));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
  }
}
