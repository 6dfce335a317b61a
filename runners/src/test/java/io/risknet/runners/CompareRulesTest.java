package io.risknet.runners;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code risknet compare} makes of models that read and clean one table in other ways. */
class CompareRulesTest {
  private static final List<String> DTIS = List.of("NA", "?", "", "80", "95");

  private static final String TABLE =
      """
      name: rules
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          income: %s
          dti: %s
          region: %s
          grade: %s
          extra: %s
          bad: {type: label}
      split: {by: hash, seed: 1, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features: {encode: [%s]}
      grid: {max_depth: [3], eta: [0.3], subsample: [0.7], rounds: [8]}
      """;

  @TempDir private static Path data;
  private static Path table;
  private static List<String[]> rows;
  private static Map<String, String> labels;
  private static Path champion;

  @BeforeAll
  static void trainTheChampion() throws IOException {
    var lines = lines();
    table = Files.write(data.resolve("rows.csv"), lines);
    rows = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    labels = rows.stream().collect(toMap(row -> row[0], row -> row[6]));
    champion =
        train(
            "champion",
            "{type: numeric, max: 95}",
            "{type: numeric, missing: [NA], max: 65, violation: missing}",
            "{type: categorical, trim: true, upperCase: true}",
            "{type: categorical}",
            "{type: skip}",
            "{numeric: [income, dti]}, {one-hot: [region, grade]}");
  }

  /** Each column tells something of the outcome, and each has what one of the models minds. */
  private static List<String> lines() {
    var random = new Random(11);
    var lines = new ArrayList<>(List.of("id,income,dti,region,grade,extra,bad"));
    for (int id = 1; id <= 400; id++) {
      int income = 10 + random.nextInt(90);
      var dti =
          random.nextInt(10) == 0
              ? DTIS.get(random.nextInt(DTIS.size()))
              : "" + (10 + random.nextInt(75));
      var region = List.of("a", "A", " a ", "b", "B").get(random.nextInt(5));
      int grade = 1 + random.nextInt(5);
      int extra = random.nextInt(100);
      int risk = 60 - income / 2 + extra / 3 + 5 * grade - (region.contains("a") ? 15 : 0);
      int bad = random.nextInt(100) < risk ? 1 : 0;
      lines.add("%d,%d,%s,%s,%d,%d,%d".formatted(id, income, dti, region, grade, extra, bad));
    }
    return lines;
  }

  private static Path train(String name, Object... columnsAndFeatures) throws IOException {
    var spec = Files.writeString(data.resolve(name + ".yaml"), TABLE.formatted(columnsAndFeatures));
    CommandLine.succeed(
        "train",
        "--spec=" + spec,
        "--input=" + table,
        "--output=" + data.resolve(name),
        "--maxRejectFraction=1");
    return data.resolve(name).resolve("model");
  }

  /**
   * No dti is too high, letters and blanks count, low incomes are rejected, and a column is new.
   */
  @Test
  void eachModelScoresRowsByItsOwnRules() throws IOException {
    var challenger =
        train(
            "rules",
            "{type: numeric, min: 20}",
            "{type: numeric, missing: [NA]}",
            "{type: categorical}",
            "{type: categorical}",
            "{type: numeric}",
            "{numeric: [income, dti, extra]}, {one-hot: [region, grade]}");
    var compared = compare(challenger, "--maxRejectFraction=1");

    assertSame(compared, challenger);
    assertThat(compared.out())
        .contains("champion can't score them: " + readable(row -> income(row) > 95))
        .contains("challenger can't score them: " + readable(row -> income(row) < 20));
  }

  /** Of the rows whose dti both can read. */
  private static long readable(Predicate<String[]> which) {
    return rows.stream().filter(row -> !row[2].equals("?")).filter(which).count();
  }

  private static int income(String[] row) {
    return Integer.parseInt(row[1]);
  }

  /** What stands for a missing number differs, and one takes a column as numbers. */
  @Test
  void eachModelReadsRowsAsItsOwnSpecSays() throws IOException {
    var challenger =
        train(
            "texts",
            "{type: numeric}",
            "{type: numeric, missing: [\"?\"]}",
            "{type: categorical}",
            "{type: numeric}",
            "{type: skip}",
            "{numeric: [income, dti, grade]}, {one-hot: [region]}");
    var compared = compare(challenger);

    assertSame(compared, challenger);
    assertThat(compared.out())
        .contains("challenger can't score them: " + count(row -> row[2].equals("NA")))
        .contains(
            "champion can't score them: " + count(row -> row[2].equals("?") || income(row) > 95));
  }

  /** However much better the challenger is on the others. */
  @Test
  void withManyRowsThatOneCanNotScoreThereIsNoPass() throws IOException {
    var challenger =
        train(
            "few",
            "{type: numeric, min: 50}",
            "{type: numeric, missing: [\"?\", NA]}",
            "{type: categorical}",
            "{type: numeric}",
            "{type: numeric}",
            "{numeric: [income, dti, grade, extra]}, {one-hot: [region]}");

    var compared = compare(challenger, "--minAucGain=-1");

    assertThat(compared.exitCode()).isEqualTo(3);
    assertThat(compared.err())
        .contains("are not scored by both models, more than --maxRejectFraction=0.01 allows");
    assertThat(compared.out()).doesNotContain("The challenger passes");
    assertThat(compare(challenger, "--minAucGain=-1", "--overwrite", "--maxRejectFraction=1").out())
        .contains("The challenger passes");
  }

  private static long count(Predicate<String[]> which) {
    return rows.stream().filter(which).count();
  }

  private static CommandLine compare(Path challenger, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("compare");
    arguments.add("--model=" + champion);
    arguments.add("--model=" + challenger);
    arguments.add("--input=" + table);
    arguments.add("--output=" + output(challenger));
    arguments.addAll(List.of(more));
    return CommandLine.run(arguments.toArray(String[]::new));
  }

  private static Path output(Path model) {
    return model.resolveSibling("compared");
  }

  /** Both models' areas are those of their own scores, by themselves and where both have one. */
  private static void assertSame(CommandLine compared, Path challenger) throws IOException {
    assertThat(compared.exitCode()).as(compared.err()).isIn(0, 3);
    var json =
        JsonMapper.builder()
            .build()
            .readTree(output(challenger).resolve("comparison.json").toFile());
    var first = scores(champion);
    var second = scores(challenger);
    assertArea(json.at("/champion/metrics/rocAuc"), first);
    assertArea(json.at("/challenger/metrics/rocAuc"), second);
    var both = new TreeMap<>(first);
    both.keySet().retainAll(second.keySet());
    second.keySet().retainAll(both.keySet());
    assertArea(json.at("/rocAuc/first/estimate"), both);
    assertArea(json.at("/rocAuc/second/estimate"), second);
    assertThat(json.at("/rocAuc/rows").asInt()).isEqualTo(both.size());
  }

  private static void assertArea(JsonNode told, Map<String, String> probabilities) {
    assertThat(told.asDouble()).isCloseTo(Pairs.area(probabilities, labels), within(1e-9));
  }

  /** By {@code risknet score}. */
  private static Map<String, String> scores(Path model) throws IOException {
    var scored = model.resolveSibling("scored");
    if (!Files.exists(scored)) {
      CommandLine.succeed(
          "score",
          "--model=" + model,
          "--input=" + table,
          "--output=" + scored,
          "--maxRejectFraction=1");
    }
    return new TreeMap<>(RunFiles.probabilities(scored.resolve("scores")));
  }
}
