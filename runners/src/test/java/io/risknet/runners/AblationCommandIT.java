package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code risknet ablation} does with the feature sets of any table. */
class AblationCommandIT {
  private static final String SETS =
      """
      ablation:
        sets:
          income: {columns: [income]}
          all: {}
          paid-back: {columns: [income], add: [numeric: paid_back]}
      """;

  @TempDir private Path temp;
  private SmallTable table;
  private Path output;

  @BeforeEach
  void writeTable() {
    table = SmallTable.in(temp);
    output = temp.resolve("out");
  }

  private CommandLine ablation(String spec, String... more) {
    var arguments =
        Stream.of(
            "ablation",
            "--spec=" + SmallTable.spec(temp, spec),
            "--input=" + table.rows(),
            "--output=" + output);
    return CommandLine.run(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
  }

  private static void assertSucceeds(CommandLine run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void aMarkedColumnStopsItsSetAndNoOther() throws IOException {
    var run = ablation(SmallTable.SPEC + SETS);

    assertSucceeds(run);
    assertThat(run.out())
        .contains(
            "paid-back", "stopped by the leakage guard: Column 'paid_back' can't be a feature");
    assertThat(statuses()).containsExactly("income trained", "all trained", "paid-back stopped");
    assertThat(output.resolve("paid-back/manifest.json")).doesNotExist();
  }

  @Test
  void aColumnThatNobodyMarkedIsCaughtByWhatItTells() throws IOException {
    assertSucceeds(ablation(SmallTable.SPEC.replace(", knownLater: true", "") + SETS));

    assertThat(statuses()).containsExactly("income trained", "all trained", "paid-back stopped");
    assertThat(json("ablation.json").at("/sets/2/stopped").asText())
        .startsWith("Too good to be true")
        .contains("'paid_back'");
  }

  @Test
  void aColumnThatIsDeclaredHonestIsToldAndItsGainIsNotCalledUnearned() throws IOException {
    var run =
        ablation(
            SmallTable.SPEC.replace(", knownLater: true", "") + SETS, "--allowLeakage=paid_back");

    assertSucceeds(run);
    assertThat(statuses()).containsExactly("income trained", "all trained", "paid-back trained");
    assertThat(json("ablation.json").at("/sets/2/leaks")).isEmpty();
    assertThat(json("ablation.json").at("/sets/2/trained/declaredHonest/0").asText())
        .isEqualTo("paid_back");
    assertThat(run.out())
        .contains("too good to be true, and declared honest by --allowLeakage: paid_back")
        .doesNotContain("unearned");
  }

  @Test
  void theForcedSetIsAddedToAFinishedAblationAndItsGainIsSeen() throws IOException {
    assertSucceeds(ablation(SmallTable.SPEC + SETS));
    var income = json("income/manifest.json").get("runId");
    assertSucceeds(ablation(SmallTable.SPEC + SETS, "--resume", "--allowLeakage=paid_back"));

    assertThat(statuses()).containsExactly("income trained", "all trained", "paid-back forced");
    assertThat(json("income/manifest.json").get("runId")).isEqualTo(income);
    var forced = json("ablation.json").at("/sets/2");
    assertThat(forced.at("/leaks/0").asText()).isEqualTo("paid_back");
    // Who has paid back is not bad, and the other way round.
    assertThat(forced.at("/trained/rocAuc/estimate").asDouble()).isEqualTo(1);
    assertThat(forced.at("/trained/gain/rocAuc/lower").asDouble()).isPositive();
  }

  @Test
  void aSetIsWhatTrainMakesOfIt() throws IOException {
    assertSucceeds(ablation(SmallTable.SPEC + SETS));
    CommandLine.succeed(
        "train",
        "--spec=" + temp.resolve("spec.yaml"),
        "--input=" + table.rows(),
        "--featureSet=income",
        "--output=" + temp.resolve("alone"));

    assertThat(RunFiles.lines(temp.resolve("alone/scores")))
        .isEqualTo(RunFiles.lines(output.resolve("income/scores")));
    assertThat(RunFiles.lines(output.resolve("all/scores")))
        .isNotEqualTo(RunFiles.lines(output.resolve("income/scores")));
  }

  @Test
  void onFlinkItComesToTheSame() throws IOException {
    assertSucceeds(ablation(SmallTable.SPEC + SETS));
    var direct = withoutSeconds();
    output = temp.resolve("flink");
    assertSucceeds(ablation(SmallTable.SPEC + SETS, "--runner=FlinkRunner"));

    assertThat(withoutSeconds()).isEqualTo(direct);
  }

  @Test
  void whatWasFinishedIsTrainedAgainWhenTheSpecHasChanged() throws IOException {
    assertSucceeds(ablation(SmallTable.SPEC + SETS));
    var income = json("income/manifest.json").get("runId");
    assertSucceeds(
        ablation(SmallTable.SPEC.replace("eta: [0.3]", "eta: [0.2]") + SETS, "--resume"));

    assertThat(json("income/manifest.json").get("runId")).isNotEqualTo(income);
    assertThat(json("income/manifest.json").at("/search/bestParameters/eta").asDouble())
        .isEqualTo(0.2);
  }

  @Test
  void resultsAreNotReplacedUnasked() {
    assertSucceeds(ablation(SmallTable.SPEC + SETS));

    ablation(SmallTable.SPEC + SETS).assertSentence("already holds results", "--resume");
  }

  @Test
  void aSpecWithoutSetsIsRefused() {
    ablation(SmallTable.SPEC)
        .assertSentence("has no feature sets; list them below its key 'ablation'");
  }

  @Test
  void whatIsWrongWithTheLastSetIsToldBeforeTheFirstIsTrained() {
    var run = ablation(SmallTable.SPEC + SETS.replace("numeric: paid_back", "numeric: paid"));

    run.assertSentence("Feature 'numeric' reads column 'paid', which the table does not have");
    assertThat(output.resolve("income")).doesNotExist();
  }

  @Test
  void oneSetIsAskedOfTrain() {
    ablation(SmallTable.SPEC + SETS, "--featureSet=all")
        .assertSentence("--featureSet=all is for 'risknet train'");
  }

  @Test
  void itCanNotBeDetached() {
    ablation(
            SmallTable.SPEC + SETS,
            "--runner=FlinkRunner",
            "--flinkMaster=localhost:1",
            "--attachedMode=false")
        .assertSentence("it can't be detached");
  }

  /** Set and status. */
  private List<String> statuses() throws IOException {
    return Files.readAllLines(output.resolve("ablation.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", 3)[0] + " " + line.split(",", 3)[1])
        .toList();
  }

  private List<String> withoutSeconds() throws IOException {
    return Files.readAllLines(output.resolve("ablation.csv")).stream()
        .map(line -> line.replaceFirst("^((?:[^,]*,){12})[^,]*,", "$1"))
        .toList();
  }

  private JsonNode json(String file) throws IOException {
    return JsonMapper.builder().build().readTree(output.resolve(file).toFile());
  }
}
