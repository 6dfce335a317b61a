package io.risknet.runners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A labelled table of 300 rows and its spec, trained in a moment. */
public record SmallTable(Path spec, Path rows) {
  public static final String SPEC =
      """
      name: small
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          income: {type: numeric, min: 0}
          region: {type: categorical}
          paid_back: {type: numeric, knownLater: true}
          bad: {type: label}
      split: {by: hash, seed: 1, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features:
        encode:
          - numeric: [income]
          - one-hot: [region]
      grid: {max_depth: [2], eta: [0.3], subsample: [0.7], rounds: [5]}
      """;

  private static final String HEADER = "id,income,region,paid_back,bad";

  /** Writes both below a directory. */
  public static SmallTable in(Path directory) {
    return new SmallTable(
        write(directory.resolve("small.yaml"), SPEC),
        write(directory.resolve("small.csv"), String.join("\n", lines())));
  }

  /** A spec of these words, in a file of its own. */
  public static Path spec(Path directory, String yaml) {
    return write(directory.resolve("spec.yaml"), yaml);
  }

  /** Rows of one's own below the header. */
  public static Path rows(Path directory, List<String> rows) {
    return write(directory.resolve("rows.csv"), HEADER + "\n" + String.join("\n", rows));
  }

  /** So many learning rates, as a list of YAML. */
  static String etas(int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(i -> String.valueOf(i / 1000.0))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The header and the rows: who earns less pays back more rarely. */
  private static List<String> lines() {
    var random = new Random(7);
    var lines = new ArrayList<>(List.of(HEADER));
    for (int id = 1; id <= 300; id++) {
      int income = 10 + random.nextInt(90);
      int bad = random.nextInt(100) > 20 + income / 2 ? 1 : 0;
      lines.add("%d,%d,%s,%d,%d".formatted(id, income, "ABC".charAt(id % 3), 1 - bad, bad));
    }
    return lines;
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
