package io.risknet.pipelines.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.pipelines.ablation.AblationRun.Outcome;
import io.risknet.pipelines.options.AblationOptions;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.Tallies;
import io.risknet.pipelines.run.TestSearch;
import io.risknet.pipelines.spec.Specs;
import io.risknet.pipelines.train.LabelledSource;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sets are trained already, and what each is held against, by runs made by hand. */
class AblationRunTest {
  private static final String SPEC =
      """
      name: cards
      table:
        delimiter: ","
        header: true
        columns:
          card: {type: id}
          limit: {type: numeric}
          later: {type: numeric, knownLater: true}
          bad: {type: label}
      split: {by: hash, seed: 1, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features:
        encode:
          - numeric: [limit]
      ablation:
        sets:
          limit: {}
          forced: {add: [numeric: later]}
          stopped: {add: [numeric: later]}
          all: {}
          forced-too: {add: [numeric: later]}
      """;

  /** Test rows of ROC AUC 0.5, 0.75 and 1: so many of four pairs are ranked well. */
  private static final List<String> TWO = List.of("a,0.9,1", "b,0.1,1", "c,0.5,0", "d,0.4,0");

  private static final List<String> THREE = List.of("a,0.9,1", "b,0.2,1", "c,0.1,0", "d,0.4,0");
  private static final List<String> FOUR = List.of("a,0.9,1", "b,0.8,1", "c,0.1,0", "d,0.4,0");

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("spec.yaml"), SPEC);
    Files.writeString(temp.resolve("cards.csv"), "card,limit,later,bad\n1,2,3,0\n");
  }

  private AblationOptions options(String... more) {
    var arguments =
        Stream.of(
            "--spec=" + temp.resolve("spec.yaml"),
            "--input=" + temp.resolve("cards.csv"),
            "--output=" + temp.resolve("out"));
    return PipelineOptionsFactory.fromArgs(
            Stream.concat(arguments, Stream.of(more)).toArray(String[]::new))
        .as(AblationOptions.class);
  }

  private AblationRun ablation(String... more) {
    return AblationRun.of(options(more), List.of());
  }

  /** Leaves what a training run does, as far as an ablation looks at it. */
  private void train(String set, List<String> testRows) throws IOException {
    train(set, testRows, new TestSearch());
  }

  /** The same of a run that goes by what is known later. */
  private void force(String set, List<String> testRows) throws IOException {
    train(set, testRows, new TestSearch().leaks("later"));
  }

  private void train(String set, List<String> testRows, TestSearch search) throws IOException {
    var test = ScoreDistribution.of(new double[] {0.1, 0.9}, new double[] {0, 1});
    var options = options();
    var source = LabelledSource.of(Specs.load(options.getSpec()), options);
    var manifest =
        RunManifest.start("train", "cards", options, source.inputs())
            .finish(
                Map.of(Tallies.LABELLED, 4L),
                List.of(
                    new RunManifest.Stage("read", 1.1, 4),
                    new RunManifest.Stage("nested", 100, 4),
                    new RunManifest.Stage("evaluate", 2.2, 4)),
                Optional.of(search.ended()),
                Optional.of(Map.of("test", BinaryMetrics.of(test))));
    var scores = Files.createDirectories(directory(set).resolve("scores"));
    Files.writeString(
        scores.resolve("part-0.csv"),
        "id,probability,label\n" + String.join("\n", testRows) + "\n");
    var output = OutputDirectory.of(directory(set).toString());
    output.finish(manifest, output.temp());
  }

  private Path directory(String set) {
    return temp.resolve("out").resolve(set);
  }

  private static Outcome trained(String set) {
    return new Outcome(set, Optional.empty());
  }

  private static Optional<Ablation.Gain> gain(Ablation ablation, int set) {
    return ablation.sets().get(set).trained().orElseThrow().gain();
  }

  private static void assertGain(Ablation ablation, int set, String over, double gain) {
    var found = gain(ablation, set).orElseThrow();
    assertThat(found.over()).isEqualTo(over);
    assertThat(found.rocAuc().estimate().orElseThrow()).isCloseTo(gain, within(1e-12));
  }

  @Test
  void aSetIsFinishedByTheRunThatWasKept() throws IOException {
    train("limit", TWO);
    ablation().keep("limit", List.of());

    assertThat(ablation("--resume").isFinished("limit", List.of())).isTrue();
    assertThat(ablation("--resume").isFinished("limit", List.of("later"))).isFalse();
    assertThat(ablation("--resume").isFinished("all", List.of())).isFalse();
  }

  @Test
  void aRunThatWasPutInItsPlaceSinceIsNotTheSets() throws IOException {
    train("limit", TWO);
    ablation().keep("limit", List.of());
    train("limit", THREE);

    assertThat(ablation("--resume").isFinished("limit", List.of())).isFalse();
  }

  @Test
  void nothingIsFinishedForWhoDoesNotResume() throws IOException {
    train("limit", TWO);
    ablation().keep("limit", List.of());

    assertThat(ablation("--overwrite").isFinished("limit", List.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"runId\": \"1\", \"command\": \"train\", \"later\": 1}"})
  void aManifestThatIsDamagedOrNewerIsThatOfNoFinishedSet(String manifest) throws IOException {
    train("limit", TWO);
    ablation().keep("limit", List.of());
    Files.writeString(directory("limit").resolve("manifest.json"), manifest);

    assertThat(ablation("--resume").isFinished("limit", List.of())).isFalse();
    assertThat(ablation("--overwrite").isFinished("limit", List.of())).isFalse();
  }

  @Test
  void aGainIsOverTheLastSetThatWasTrainedWithoutLeaks() throws IOException {
    train("limit", TWO);
    force("forced", FOUR);
    train("all", THREE);
    force("forced-too", FOUR);
    var ablation =
        ablation()
            .finish(
                List.of(
                    trained("limit"),
                    trained("forced"),
                    new Outcome("stopped", Optional.of("It leaks.")),
                    trained("all"),
                    trained("forced-too")));

    assertThat(gain(ablation, 0)).isEmpty();
    assertGain(ablation, 1, "limit", 0.5);
    assertGain(ablation, 3, "limit", 0.25);
    assertGain(ablation, 4, "all", 0.25);
  }

  @Test
  void overAForcedSetNothingIsGained() throws IOException {
    force("forced", FOUR);
    train("all", THREE);
    var ablation = ablation().finish(List.of(trained("forced"), trained("all")));

    assertThat(gain(ablation, 0)).isEmpty();
    assertThat(gain(ablation, 1)).isEmpty();
  }

  @Test
  void otherTestRowsThanThoseOfAForcedSetAreTold() throws IOException {
    force("forced", FOUR);
    train("all", THREE.subList(0, 3));

    assertThatThrownBy(() -> ablation().finish(List.of(trained("forced"), trained("all"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The feature set 'all' was tested on other rows");
  }

  @Test
  void overASetThatIsDeclaredHonestThereAreGains() throws IOException {
    train("limit", TWO, new TestSearch().declaredHonest("limit"));
    train("all", THREE);
    var ablation = ablation().finish(List.of(trained("limit"), trained("all")));

    assertThat(ablation.sets().get(0).leaks()).isEmpty();
    assertThat(ablation.sets().get(0).trained().orElseThrow().declaredHonest())
        .containsExactly("limit");
    assertGain(ablation, 1, "limit", 0.25);
  }

  /** In binary digits 1.1 and 2.2 are a little more than 3.3. */
  @Test
  void theTimeOfNestedCrossValidationIsNotThatOfASet() throws IOException {
    train("limit", TWO);
    var ablation = ablation().finish(List.of(trained("limit")));

    assertThat(ablation.sets().get(0).trained().orElseThrow().seconds()).isEqualTo(3.3);
    assertThat(OutputDirectory.of(temp.resolve("out").toString()).finished().orElseThrow().stages())
        .containsExactly(new RunManifest.Stage("limit", 3.3, 4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSetTellsWhetherItsColumnsWereChecked(boolean leakageCheck) throws IOException {
    train("limit", TWO, new TestSearch().leakageCheck(Optional.of(leakageCheck)));
    var ablation = ablation().finish(List.of(trained("limit")));

    assertThat(ablation.sets().get(0).trained().orElseThrow().leakageCheck())
        .isEqualTo(leakageCheck);
  }
}
