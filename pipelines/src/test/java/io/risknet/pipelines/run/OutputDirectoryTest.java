package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void aDirectoryThatIsNotThereYetWillDo() throws IOException {
    output.prepare(false);

    assertThat(filesLeft()).isZero();
  }

  @Test
  void filesOfOthersAreNoObstacleAndStay() throws IOException {
    var notes = file("notes.txt");
    var data = file("data/loans.csv");

    output.prepare(false);
    output.prepare(true);

    assertThat(notes).hasContent("notes.txt");
    assertThat(data).hasContent("data/loans.csv");
  }

  @Test
  void resultsAreNotReplacedUnasked() throws IOException {
    file("manifest.json");
    file("model/manifest.json");

    assertThatThrownBy(() -> output.prepare(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The output %s already holds results; choose another --output, or give --overwrite to"
                + " replace it.",
            directory);
    assertThat(filesLeft()).isEqualTo(2);
  }

  @Test
  void anUnfinishedRunIsCalledSo() throws IOException {
    file("trials/1f/fold-0.json");

    assertThatThrownBy(() -> output.prepare(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already holds an unfinished run; choose another --output");
  }

  @Test
  void aRunThatStoppedAfterItsModelIsUnfinished() throws IOException {
    file("model/manifest.json");

    assertThatThrownBy(() -> output.prepare(false))
        .hasMessageContaining("already holds an unfinished run");
  }

  @Test
  void overwritingDeletesWhatARunWritesAndNothingElse() throws IOException {
    for (var ours :
        new String[] {
          "manifest.json",
          "profile.json",
          "leaderboard.csv",
          "rejects/part-0.csv",
          "scores/part-0.csv",
          "trials/1f/fold-0.json",
          "model/model.ubj",
          "temp/training/part-00000"
        }) {
      file(ours);
    }
    var notes = file("notes.txt");
    var other = file("earlier/manifest.json");

    output.prepare(true);

    assertThat(filesLeft()).isEqualTo(2);
    assertThat(notes).exists();
    assertThat(other).exists();
  }

  @Test
  void aPathThatCannotBeWrittenToIsRefused() throws IOException {
    // Below a file, as the user who runs the tests may write anywhere else.
    Files.writeString(root.resolve("file"), "");
    var below = OutputDirectory.of(root.resolve("file/out").toString());

    assertThatThrownBy(() -> below.prepare(false))
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
