package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model goes by: reasons beside the scores, importance and dependence in the run. */
class ReasonsIT {
  private static final String SCALED =
      SmallTable.SPEC
          .replace("- one-hot: [region]\n", "- one-hot: [region]\n  then: [standard-scale]\n")
          .replaceFirst("grid: .*", "search: {strategy: grid, learners: {%s: {rounds: 1}}}");

  @TempDir private static Path temp;
  private static SmallTable table;
  private static Path run;

  @TempDir private Path other;

  @BeforeAll
  static void train() {
    table = SmallTable.in(temp);
    run = temp.resolve("run");
    train(table.spec(), run);
  }

  private static void train(Path spec, Path output) {
    CommandLine.succeed("train", "--spec=" + spec, "--input=" + table.rows(), "--output=" + output);
  }

  private static CommandLine score(Path model, Path output, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("score", "--model=" + model, "--input=" + table.rows(), "--output=" + output));
    arguments.addAll(List.of(more));
    return CommandLine.run(arguments.toArray(String[]::new));
  }

  private Path scored(String... more) {
    var output = other.resolve("scored" + String.join("", more).hashCode());
    var result = score(run.resolve("model"), output, more);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return output.resolve("scores");
  }

  @Test
  void eachRowHasTheReasonsThatAScorerGives() throws IOException {
    var scorer = Scorer.load(run.resolve("model"));
    var scores = scored("--reasons=2");

    assertThat(RunFiles.headers(scores)).containsExactly("id,probability,reason1,reason2");
    var byId = RunFiles.lines(scores);
    var rows = Files.readAllLines(table.rows());
    for (var row : rows.subList(1, rows.size())) {
      var cells = row.split(",", -1);
      var explained =
          scorer.explain(Map.of("id", cells[0], "income", cells[1], "region", cells[2]));
      var reasons = new ArrayList<>(explained.reasons(2));
      while (reasons.size() < 2) {
        reasons.add("");
      }
      assertThat(byId)
          .contains(
              "%s,%s,%s".formatted(cells[0], explained.probability(), String.join(",", reasons)));
    }
    assertThat(byId).anyMatch(line -> line.contains(",income,")).anyMatch(l -> l.endsWith(","));
  }

  @Test
  void reasonsChangeNoProbability() throws IOException {
    assertThat(RunFiles.probabilities(scored("--reasons=1")))
        .isEqualTo(RunFiles.probabilities(scored()));
  }

  @Test
  void bothRunnersGiveTheSameReasons() throws IOException {
    assertThat(RunFiles.lines(scored("--reasons=2", "--runner=FlinkRunner")))
        .isEqualTo(RunFiles.lines(scored("--reasons=2")));
  }

  @Test
  void fewerThanNoReasonsAreRefused() {
    score(run.resolve("model"), other.resolve("none"), "--reasons=-1")
        .assertSentence("--reasons=-1", "how many at most");
  }

  /** The model goes by two columns. */
  @Test
  void ofMoreReasonsThanThereAreColumnsTheLastStayEmpty() throws IOException {
    var two = RunFiles.lines(scored("--reasons=2")).stream().map(line -> line + ",,");

    assertThat(RunFiles.lines(scored("--reasons=4"))).containsExactlyElementsOf(two.toList());
  }

  @Test
  void aForestHasNoReasonsAndALinearModelHas() throws IOException {
    train(SmallTable.spec(other, SCALED.formatted("random-forest")), other.resolve("forest"));
    score(other.resolve("forest/model"), other.resolve("none"), "--reasons=1")
        .assertSentence("train a model of xgboost, logistic-regression or liblinear");

    train(SmallTable.spec(other, SCALED.formatted("liblinear")), other.resolve("linear"));
    var scored = score(other.resolve("linear/model"), other.resolve("scored"), "--reasons=1");
    assertThat(scored.exitCode()).as(scored.err()).isZero();
    assertThat(RunFiles.lines(other.resolve("scored/scores")))
        .hasSize(300)
        .anyMatch(line -> line.endsWith(",income"));
    assertThat(json(other.resolve("linear/manifest.json")).at("/importance/features"))
        .isNotEmpty()
        .noneMatch(of -> of.has("gain"));
  }

  @Test
  void theManifestHasTheImportanceOfTheFeatures() throws IOException {
    var manifest = json(run.resolve("manifest.json"));
    var importance = manifest.get("importance");
    var names = importance.get("features").findValuesAsText("feature");

    assertThat(importance.get("metric").asText()).isEqualTo("rocAuc");
    assertThat(importance.get("value")).isEqualTo(manifest.at("/metrics/test/rocAuc"));
    assertThat(importance.get("rows")).isEqualTo(manifest.at("/rows/test"));
    assertThat(names).startsWith("income").containsAll(List.of("region=A", "region=B"));
    assertThat(importance.at("/features/0/permutation").asDouble()).isGreaterThan(0.05);
    assertThat(importance.at("/features/0/gain").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void theRunKeepsPartialDependenceByColumn() throws IOException {
    var income = json(run.resolve("explanations.json")).at("/partialDependence/0");
    var points = income.get("points");

    assertThat(income.get("column").asText()).isEqualTo("income");
    assertThat(points.get(0).get("probability").asDouble())
        .isGreaterThan(points.get(points.size() - 1).get("probability").asDouble());
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(file.toFile());
  }
}
