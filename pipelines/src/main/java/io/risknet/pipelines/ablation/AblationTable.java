package io.risknet.pipelines.ablation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.risknet.pipelines.spec.PublishedResults.Figures;
import io.risknet.transforms.evaluation.Interval;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The table of an ablation: a row a feature set, then one for each published training.
 *
 * @param rows cells by {@link #COLUMNS}; what is not known is blank
 */
record AblationTable(List<List<String>> rows) {
  static final List<String> COLUMNS =
      List.of(
          "set",
          "status",
          "rocAuc",
          "rocAucLower",
          "rocAucUpper",
          "averagePrecision",
          "averagePrecisionLower",
          "averagePrecisionUpper",
          "gain",
          "gainLower",
          "gainUpper",
          "gainOver",
          "seconds",
          "trainings",
          "reused",
          "features",
          "rows",
          "positives",
          "reason");

  private static final List<String> NO_INTERVAL = List.of("", "", "");

  static AblationTable of(Ablation ablation) {
    var rows = new ArrayList<List<String>>();
    ablation.sets().forEach(set -> rows.add(row(set)));
    ablation.published().figures().forEach((name, figures) -> rows.add(row(name, figures)));
    return new AblationTable(rows);
  }

  String toCsv() {
    var schema = CsvSchema.builder().addColumns(COLUMNS, CsvSchema.ColumnType.STRING).build();
    try {
      return new CsvMapper().writer(schema.withHeader()).writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> row(Ablation.SetResult set) {
    if (set.trained().isEmpty()) {
      return padded(List.of(set.set(), "stopped"), set.stopped().orElse(""));
    }
    var trained = set.trained().get();
    var cells = new ArrayList<String>();
    cells.add(set.set());
    cells.add(set.leaks().isEmpty() ? "trained" : "forced");
    cells.addAll(cells(trained.rocAuc()));
    cells.addAll(cells(trained.averagePrecision()));
    cells.addAll(
        trained.gain().map(Ablation.Gain::rocAuc).map(AblationTable::cells).orElse(NO_INTERVAL));
    cells.add(trained.gain().map(Ablation.Gain::over).orElse(""));
    cells.add(Double.toString(trained.seconds()));
    cells.add(Integer.toString(trained.trainings()));
    cells.add(Integer.toString(trained.reused()));
    cells.add(
        trained.features().isPresent() ? Integer.toString(trained.features().getAsInt()) : "");
    cells.add(Long.toString(trained.rows()));
    cells.add(Long.toString(trained.positives()));
    return padded(cells, reason(set.leaks(), trained.declaredHonest()));
  }

  private static String reason(List<String> leaks, List<String> declaredHonest) {
    var reasons = new ArrayList<String>();
    if (!leaks.isEmpty()) {
      reasons.add("the leakage guard would have stopped it for " + String.join(", ", leaks));
    }
    if (!declaredHonest.isEmpty()) {
      reasons.add("declared honest by --allowLeakage: " + String.join(", ", declaredHonest));
    }
    return String.join("; ", reasons);
  }

  private static List<String> row(String name, Figures figures) {
    // Whole ones: a tenth of a minute has no exact number of binary digits.
    var seconds = figures.minutes().stream().map(minutes -> Math.rint(60 * minutes)).findFirst();
    var cells =
        List.of(
            name,
            "published",
            cell(figures.rocAuc()),
            "",
            "",
            cell(figures.averagePrecision()),
            "",
            "",
            "",
            "",
            "",
            "",
            cell(seconds));
    return padded(cells, "");
  }

  private static List<String> padded(List<String> cells, String reason) {
    int blanks = COLUMNS.size() - 1 - cells.size();
    return Stream.of(cells.stream(), Stream.generate(() -> "").limit(blanks), Stream.of(reason))
        .flatMap(part -> part)
        .toList();
  }

  private static List<String> cells(Interval of) {
    return List.of(cell(of.estimate()), cell(of.lower()), cell(of.upper()));
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
