package io.risknet.pipelines.freddiemac.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What 32 columns should look like, and where a line does not. */
final class ColumnForms {
  private ColumnForms() {}

  static Pattern[] of(String... patterns) {
    return Stream.of(patterns).map(Pattern::compile).toArray(Pattern[]::new);
  }

  static List<String> mismatches(String[] line, Pattern[] patterns) {
    if (line.length != 32) {
      return List.of(line.length + " columns");
    }
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < line.length; i++) {
      if (!patterns[i].matcher(line[i]).matches()) {
        wrong.add("column " + (i + 1) + ": " + line[i]);
      }
    }
    return wrong;
  }
}
