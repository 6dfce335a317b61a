package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --overwrite} must not cost: earlier results that the new run is not to replace. */
class OverwriteTest {
  @TempDir private static Path data;
  private static SmallTable table;
  private static Path trained;

  @TempDir private Path temp;

  @BeforeAll
  static void trainOnce() {
    table = SmallTable.in(data);
    trained = data.resolve("trained");
    CommandLine.succeed(
        "train", "--spec=" + table.spec(), "--input=" + table.rows(), "--output=" + trained);
  }

  @Test
  void scoringIntoATrainingRunIsRefused() {
    assertKept(
        "score --model=%s/model --input=%s --output=%s --overwrite"
            .formatted(trained, table.rows(), trained),
        "already holds what 'risknet train' wrote, which 'risknet score' does not replace");
  }

  @Test
  void scoringIntoTheModelIsRefused() {
    assertKept(
        "score --model=%s/model --input=%s --output=%s/model --overwrite"
            .formatted(trained, table.rows(), trained),
        "nothing tells that a run wrote it");
  }

  @Test
  void scoresAreReplacedWhenAsked() throws IOException {
    for (int i = 0; i < 2; i++) {
      CommandLine.succeed(
          "score",
          "--model=" + trained.resolve("model"),
          "--input=" + table.rows(),
          "--output=" + temp.resolve("scored"),
          "--overwrite");
    }
    assertThat(RunFiles.lines(temp.resolve("scored/scores"))).hasSize(300);
  }

  @Test
  void anOptionThatIsWrong() {
    assertKept(train(SmallTable.SPEC) + " --maxRejectFraction=2", "--maxRejectFraction");
  }

  @Test
  void sharesThatAreWrong() {
    assertKept(train(SmallTable.SPEC.replace("train: 0.6", "train: 0.7")), "add up to 1");
  }

  @Test
  void aSplitByAColumnOfNumbers() {
    assertKept(
        train(SmallTable.SPEC.replace("by: hash", "by: income")),
        "split by 'income': it takes a column of type month, or hash.");
  }

  @Test
  void aCleaningRuleThatDoesNotFit() {
    assertKept(
        train(SmallTable.SPEC.replace("min: 0", "allowed: [low]")),
        "The cleaning rule of column 'income' names the value 'low'");
  }

  @Test
  void aTemporaryLocationThatIsAPattern() {
    assertKept(
        train(SmallTable.SPEC) + " --tempLocation=/tmp/*",
        "--tempLocation=/tmp/* is a pattern; choose a path without any of * ? [ ] { }.");
  }

  private String train(String spec) {
    return "train --spec=%s --input=%s --output=%s --overwrite"
        .formatted(SmallTable.spec(temp, spec), table.rows(), trained);
  }

  /** The command is refused, and every file of the training run is still there. */
  private static void assertKept(String command, String sentence) {
    var before = files();
    var run = CommandLine.run(command.split(" "));
    assertThat(run.err()).contains(sentence);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(files()).isEqualTo(before);
  }

  private static Map<Path, Long> files() {
    try (var all = Files.walk(trained)) {
      var files = new TreeMap<Path, Long>();
      for (var file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.size(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
