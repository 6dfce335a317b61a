package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
  @TempDir Path root;

  private Path directory;
  private OutputDirectory output;

  @BeforeEach
  void name() {
    directory = root.resolve("out");
    output = OutputDirectory.of(directory.toString());
  }

  private Path file(String name) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  private long filesLeft() throws IOException {
    try (var all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void slashesAtTheEndMakeNoDifference() {
    assertThat(OutputDirectory.of("s3://bucket/run//"))
        .isEqualTo(OutputDirectory.of("s3://bucket/run"));
    assertThat(OutputDirectory.of("out/").below("model")).isEqualTo("out/model");
    assertThat(OutputDirectory.of("out").manifest()).isEqualTo("out/manifest.json");
  }

  private void prepare(boolean overwrite) {
    output.prepare(
        "train",
        List.of("leaderboard.csv", "model/**", "scores/**"),
        overwrite,
        "--overwrite to replace it");
  }

  private void finish(String command) throws IOException {
    output.finish(
        RunManifest.start(command, "spec", PipelineOptionsFactory.create(), List.of()),
        output.temp());
  }

  @Test
  void aDirectoryThatIsNotThereYetWillDo() {
    prepare(false);

    assertThat(directory.resolve(".risknet")).hasContent("train");
  }

  @Test
  void finishingAgainLeavesTheManifestThatWasMadeOfWhatIsDeleted() throws IOException {
    prepare(false);
    var start = RunManifest.start("train", "spec", PipelineOptionsFactory.create(), List.of());
    var stages = List.of(new RunManifest.Stage("read", 1, 2));
    var finished = start.finish(Map.of(), stages, Optional.empty(), Optional.empty());
    output.finish(finished, output.temp());
    output.finish(start, output.temp());

    assertThat(output.finished()).contains(finished);
  }

  @Test
  void aFinishedRunHasAManifestAndNothingTemporary() throws IOException {
    prepare(false);
    file(".risknet-temp/training/part-00000");
    finish("train");

    assertThat(directory).isDirectoryContaining("glob:**/manifest.json");
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void filesOfOthersAreNoObstacleAndStay() throws IOException {
    var notes = file("notes.txt");
    var data = file("temp/loans.csv");

    prepare(false);
    prepare(true);

    assertThat(notes).hasContent("notes.txt");
    assertThat(data).hasContent("temp/loans.csv");
  }

  @Test
  void resultsAreNotReplacedUnasked() throws IOException {
    finish("train");
    file("model/manifest.json");

    assertThatThrownBy(() -> prepare(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The output %s already holds results; choose another --output, or give --overwrite to"
                + " replace it.",
            directory);
    assertThat(filesLeft()).isEqualTo(2);
  }

  @Test
  void aRunThatStoppedAfterItsModelIsUnfinished() throws IOException {
    prepare(false);
    file("model/manifest.json");

    assertThatThrownBy(() -> prepare(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already holds an unfinished run; choose another --output");
  }

  @Test
  void overwritingDeletesWhatTheCommandWritesAndNothingElse() throws IOException {
    finish("train");
    for (var ours :
        List.of(
            "leaderboard.csv", "scores/part-0.csv", "model/model.ubj", ".risknet-temp/part-0")) {
      file(ours);
    }
    var notes = file("notes.txt");
    var earlier = file("earlier/manifest.json");
    var ledger = file("trials/1f/fold-0.json");

    prepare(true);

    assertThat(filesLeft()).isEqualTo(4);
    assertThat(List.of(notes, earlier, ledger, directory.resolve(".risknet")))
        .allMatch(Files::exists);
  }

  @Test
  void whatNoRunWroteIsNeverDeleted() throws IOException {
    var scores = file("scores/of-others.csv");
    // Such as a model's.
    var manifest = file("manifest.json");

    assertThatThrownBy(() -> prepare(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The output %s already holds %s, and nothing tells that a run wrote it; choose another"
                + " --output.",
            directory, manifest);
    assertThat(scores).exists();
    assertThat(manifest).exists();
  }

  @Test
  void whatAnotherCommandWroteIsNotReplaced() throws IOException {
    finish("score");
    file("scores/part-0.csv");

    assertThatThrownBy(() -> prepare(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The output %s already holds what 'risknet score' wrote, which 'risknet train' does"
                + " not replace; choose another --output.",
            directory);
    assertThat(filesLeft()).isEqualTo(2);
  }

  private void check(boolean overwrite) {
    output.check("train", List.of("scores/**"), overwrite, "--overwrite to replace it");
  }

  @Test
  void checkingLeavesWhatItAllowsToReplace() throws IOException {
    finish("train");
    file("scores/part-0.csv");

    check(true);

    assertThat(filesLeft()).isEqualTo(2);
  }

  @Test
  void checkingMakesNoDirectory() {
    check(false);

    assertThat(directory).doesNotExist();
  }

  @Test
  void checkingRefusesWhatPreparingDoes() throws IOException {
    file("scores/of-others.csv");

    assertThatThrownBy(() -> check(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing tells that a run wrote it");
  }

  @Test
  void clearingLeavesNothingOfARunAndAllElse() throws IOException {
    finish("train");
    file("scores/part-0.csv");
    var notes = file("notes.txt");

    output.clear("train", List.of("scores/**"));

    assertThat(filesLeft()).isEqualTo(1);
    assertThat(notes).exists();
  }

  @Test
  void whatIsNotOfTheCommandIsNotCleared() throws IOException {
    file("scores/of-others.csv");
    output.clear("train", List.of("scores/**"));
    finish("score");
    output.clear("train", List.of("scores/**"));

    assertThat(filesLeft()).isEqualTo(2);
  }

  @Test
  void aPatternIsRefused() {
    assertThatThrownBy(() -> OutputDirectory.of("--tempLocation", "s3://bucket/run-*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--tempLocation=s3://bucket/run-* is a pattern; choose a path without any of"
                + " * ? [ ] { }.");
  }

  @Test
  void aPathThatCannotBeWrittenToIsRefused() throws IOException {
    // Below a file, as the user who runs the tests may write anywhere else.
    Files.writeString(root.resolve("file"), "");
    var below = OutputDirectory.of(root.resolve("file/out").toString());

    assertThatThrownBy(() -> below.prepare("train", List.of(), false, "--overwrite"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Can't write to the output " + below.path() + ": ")
        .hasMessageEndingWith("; choose another --output.");
  }

  @Test
  void deletesEverythingBelowWhenItIsTemporary() throws IOException {
    file("a");
    file("b/c/d");

    output.delete();

    assertThat(filesLeft()).isZero();
  }
}
