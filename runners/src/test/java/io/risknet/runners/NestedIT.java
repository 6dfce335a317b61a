package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nested cross-validation says of a search, from the command line. */
class NestedIT {
  private static final String SPEC =
      """
      name: nested
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          area: {type: group}
          branch: {type: categorical}
          x: {type: numeric}
          bad: {type: label}
      split: {by: hash, seed: 1, train: 0.8, validation: 0.1, test: 0.1, folds: 4}
      features:
        encode:
          - numeric: [x]
          - mean-encode: [branch]
      grid: {max_depth: [1, 4], eta: [0.3], subsample: [0.7], rounds: [5, 20]}
      """;

  /** Their hashes lead to four folds. */
  private static final List<String> AREAS = List.of("g0", "g2", "g3", "g5");

  @TempDir private Path temp;

  @Test
  void ofNoiseNothingCanBeLearntHoweverManyLabelsAnEncoderSaw() throws IOException {
    var nested = nested(train("noise", rows(false, "")));

    // A branch has two rows: who knows the label of a row knows it by its branch.
    assertThat(nested.get("score").asDouble()).isCloseTo(0.5, within(0.06));
    assertThat(nested.get("folds")).hasSize(4);
  }

  @Test
  void theRowsOfAFoldHaveNoSayInTheModelThatScoresThem() throws IOException {
    var before = folds(nested(train("before", rows(true, ""), "--foldsBy=group:area")));
    var after = folds(nested(train("after", rows(true, "g2"), "--foldsBy=group:area")));

    // With all labels of a fold turned around, the same scores rank the other way.
    assertThat(IntStream.range(0, 4).filter(i -> Math.abs(before.get(i) + after.get(i) - 1) < 1e-9))
        .hasSize(1);
    assertThat(before).allMatch(area -> area > 0.6);
  }

  @Test
  void itIsTheSameOnBothRunners() throws IOException {
    var rows = rows(true, "");

    assertThat(nested(train("flink", rows, "--runner=FlinkRunner")))
        .isEqualTo(nested(train("direct", rows)));
  }

  @Test
  void aRunThatGoesOnRepeatsNoneOfItsSearches() throws IOException {
    var rows = rows(true, "");
    var first = nested(train("run", rows));
    var attempts = attempts();

    assertThat(nested(train("run", rows, "--resume"))).isEqualTo(first);
    assertThat(attempts()).isEqualTo(attempts);
  }

  @Test
  void fewFoldsAndFoldsByTimeAreRefused() {
    CommandLine.run(
            "train",
            "--nested",
            "--spec=" + SmallTable.in(temp).spec(),
            "--input=" + SmallTable.in(temp).rows(),
            "--output=" + temp.resolve("run"))
        .assertSentence("--nested takes one of 2 folds away");
  }

  /** Half of the rows are bad, by x if it tells; those of one area may be turned around. */
  private static List<String> rows(boolean skilful, String turned) {
    var random = new Random(3);
    var rows = new ArrayList<String>();
    for (int row = 0; row < 800; row++) {
      var area = AREAS.get(row % 4);
      double x = random.nextDouble();
      boolean bad = random.nextDouble() < (skilful ? 0.1 + 0.8 * x : 0.5);
      rows.add(
          "r%d,%s,b%d,%.3f,%d"
              .formatted(row, area, random.nextInt(400), x, bad == area.equals(turned) ? 0 : 1));
    }
    return rows;
  }

  private Path train(String name, List<String> rows, String... more) throws IOException {
    var file = temp.resolve(name + ".csv");
    Files.writeString(file, "id,area,branch,x,bad\n" + String.join("\n", rows));
    var arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--nested",
                "--spec=" + SmallTable.spec(temp, SPEC),
                "--input=" + file,
                "--output=" + temp.resolve(name)));
    arguments.addAll(List.of(more));
    CommandLine.succeed(arguments.toArray(String[]::new));
    return temp.resolve(name);
  }

  private static JsonNode nested(Path output) throws IOException {
    return new JsonMapper()
        .readTree(output.resolve("manifest.json").toFile())
        .get("search")
        .get("nested");
  }

  private static List<Double> folds(JsonNode nested) {
    var folds = new ArrayList<Double>();
    nested.get("folds").forEach(fold -> folds.add(fold.asDouble()));
    return folds;
  }

  /** The files of all attempts, those of the nested searches among them. */
  private List<Path> attempts() throws IOException {
    try (var files = Files.walk(temp.resolve("run"))) {
      return files.filter(file -> file.toString().contains("/attempts/")).sorted().toList();
    }
  }
}
