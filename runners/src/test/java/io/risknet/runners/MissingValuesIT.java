package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that takes no missing values, and rows that come later and have some. */
class MissingValuesIT {
  private static final String SPEC =
      """
      name: loans
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          dti: {type: numeric}
          region: {type: categorical}
          granted: {type: month}
          bad: {type: label}
      split: {by: granted, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features: {encode: [{numeric: [dti]}]}
      segments: [region]
      search: {strategy: grid, learners: {liblinear: {rounds: 1}}}
      """;

  @TempDir private static Path temp;
  private static Path rows;
  private static Path run;
  private static JsonNode manifest;

  @BeforeAll
  static void train() throws IOException {
    rows = temp.resolve("rows.csv");
    Files.write(rows, table());
    run = temp.resolve("run");
    CommandLine.succeed(
        "train",
        "--spec=" + SmallTable.spec(temp, SPEC),
        "--input=" + rows,
        "--validationFrom=200907",
        "--testFrom=200910",
        "--output=" + run);
    manifest = new JsonMapper().readTree(run.resolve("manifest.json").toFile());
  }

  /** Complete rows to learn from; two of the last month lack a value, on lines 222 and 231. */
  private static List<String> table() {
    return Stream.of(
            Stream.of("id,dti,region,granted,bad"),
            rows(200901, 120),
            rows(200907, 50),
            rows(200910, 50),
            Stream.of("gap1,,A,200910,0"),
            rows(200911, 8),
            Stream.of("gap2, ,B,200910,1"))
        .flatMap(lines -> lines)
        .toList();
  }

  /** The more of its income goes into debt, the more often a loan is bad. */
  private static Stream<String> rows(int month, int count) {
    var random = new Random(month);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int dti = random.nextInt(40);
              int bad = random.nextInt(100) < 20 + dti ? 1 : 0;
              return "%d-%d,%d,%s,%d,%d".formatted(month, i, dti, "AB".charAt(i % 2), month, bad);
            });
  }

  @Test
  void theEvaluationCountsWhatIsNotScored() {
    var test = manifest.at("/metrics/test");

    assertThat(test.get("rows").asLong()).isEqualTo(58);
    assertThat(test.get("unscored").asLong()).isEqualTo(2);
  }

  @Test
  void aSegmentCountsItsOwn() {
    assertThat(Streams.stream(manifest.at("/segments/columns/region/segments")))
        .extracting(of -> of.at("/metrics/rows").asInt() + ":" + of.at("/metrics/unscored").asInt())
        .containsExactly("29:1", "29:1");
  }

  @Test
  void theFileOfScoresHasThemWithoutAProbability() throws IOException {
    assertThat(RunFiles.probabilities(run.resolve("scores")))
        .hasSize(60)
        .containsEntry("gap1", "")
        .containsEntry("gap2", "");
  }

  @Test
  void scoringPutsThemAsideByLineAndColumn() throws IOException {
    var scored = temp.resolve("scored");
    CommandLine.succeed(
        "score", "--model=" + run.resolve("model"), "--input=" + rows, "--output=" + scored);

    assertThat(RunFiles.lines(scored.resolve("scores"))).hasSize(228);
    assertThat(RunFiles.lines(scored.resolve("rejects")))
        .containsExactly(
            "score,\"%s\",222,dti,\"the model can't take a missing value\",,1".formatted(rows),
            "score,\"%s\",231,dti,\"the model can't take a missing value\",,1".formatted(rows));
  }
}
