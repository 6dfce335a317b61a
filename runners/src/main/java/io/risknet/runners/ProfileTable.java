package io.risknet.runners;

import io.risknet.transforms.profiling.CategorySummary;
import io.risknet.transforms.profiling.ColumnProfile;
import io.risknet.transforms.profiling.NumberSummary;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.training.Parameter;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a table holds, for people. */
final class ProfileTable {
  private static final String LINE = "  %-32s %-12s %9s  %s%n";
  private static final int SHOWN = 5;

  private ProfileTable() {}

  static void print(TableProfile profile, PrintStream out) {
    out.printf(Locale.ROOT, "%,d rows%n%n", profile.rows());
    out.printf(LINE, "", "", "missing", "from, median, to; or the most frequent");
    profile
        .columns()
        .forEach(
            (name, column) ->
                out.printf(
                    LINE,
                    name,
                    column.type().name().toLowerCase(Locale.ROOT),
                    DriftTable.share(column.missingShare()),
                    values(column)));
  }

  private static String values(ColumnProfile column) {
    return column
        .numbers()
        .map(ProfileTable::range)
        .or(() -> column.categories().map(ProfileTable::frequent))
        .orElse("");
  }

  private static String range(NumberSummary numbers) {
    return "%s  %s  %s"
        .formatted(
            Parameter.text(numbers.min()),
            Parameter.text(numbers.median()),
            Parameter.text(numbers.max()));
  }

  private static String frequent(CategorySummary categories) {
    long all = categories.values().size() + categories.otherValues();
    var shown =
        categories.values().entrySet().stream()
            .limit(SHOWN)
            .map(category -> "%s (%d)".formatted(category.getKey(), category.getValue()))
            .collect(Collectors.joining(", "));
    return all > SHOWN ? "%s and %d more".formatted(shown, all - SHOWN) : shown;
  }
}
