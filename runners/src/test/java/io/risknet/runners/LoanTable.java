package io.risknet.runners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A labelled table of 600 rows over two years and its spec, trained in a moment. Two rows more are
 * rejected. The spec skips the columns {@code sex} and {@code country}.
 */
record LoanTable(Path spec, Path rows) {
  static final String SPEC =
      """
      name: vintages
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          income: {type: numeric, min: 0}
          region: {type: categorical}
          opened: {type: month}
          sex: {type: skip}
          country: {type: skip}
          bad: {type: label}
      split: {by: opened, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      segments: [region, {column: income, edges: [40, 70]}]
      features:
        encode:
          - numeric: [income]
          - one-hot: [region]
      grid: {max_depth: [2, 3], eta: [0.3, 0.1], subsample: [0.7], rounds: [5, 10]}
      """;

  static final String HEADER = "id,income,region,opened,sex,country,bad";

  /** Writes both below a directory. */
  static LoanTable in(Path directory) {
    return of(directory, SPEC, lines());
  }

  /** A spec and rows of one's own, below the header. */
  static LoanTable of(Path directory, String spec, List<String> rows) {
    try {
      return new LoanTable(
          Files.writeString(directory.resolve("loans.yaml"), spec),
          Files.writeString(
              directory.resolve("loans.csv"), HEADER + "\n" + String.join("\n", rows) + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who earns less defaults more often, and men earn more. */
  static List<String> lines() {
    var random = new Random(7);
    var lines = new ArrayList<String>();
    for (int id = 1; id <= 600; id++) {
      boolean male = random.nextBoolean();
      int income = 10 + random.nextInt(male ? 90 : 60);
      int bad = random.nextInt(100) > 25 + income / 2 ? 1 : 0;
      int month = id % 24;
      lines.add(
          "%d,%d,%s,%d%02d,%s,US,%d"
              .formatted(
                  id,
                  income,
                  List.of("A", "B", "C", "").get(random.nextInt(4)),
                  2010 + month / 12,
                  1 + month % 12,
                  male ? "M" : "F",
                  bad));
    }
    lines.add("601,-5,A,201001,M,US,0");
    lines.add("602,-6,A,201001,M,US,0");
    return lines;
  }
}
