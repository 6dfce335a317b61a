package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code risknet ablation} does with what earlier runs left in the directories of its sets.
 */
class AblationCommandTest {
  private static final String LEAKING =
      """
      ablation:
        sets:
          paid-back: {columns: [income], add: [numeric: paid_back]}
      """;
  private static final String HONEST =
      """
      ablation:
        sets:
          income: {columns: [income]}
          all: {}
      """;

  @TempDir private Path temp;
  private SmallTable table;
  private Path output;

  @BeforeEach
  void writeTable() {
    table = SmallTable.in(temp);
    output = temp.resolve("out");
  }

  private String[] ablation(String sets, String... more) {
    var arguments =
        Stream.of(
            "ablation",
            "--spec=" + SmallTable.spec(temp, SmallTable.SPEC + sets),
            "--input=" + table.rows(),
            "--output=" + output);
    return Stream.concat(arguments, Stream.of(more)).toArray(String[]::new);
  }

  private static boolean isSeen(Path file) {
    return !file.getFileName().toString().startsWith(".");
  }

  private Path file(String name, String text) throws IOException {
    var file = output.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--overwrite", "--resume"})
  void whatWasForcedIsGoneWhenItsSetIsStoppedAgain(String again) throws IOException {
    CommandLine.succeed(ablation(LEAKING, "--allowLeakage=paid_back"));
    assertThat(output.resolve("paid-back/model/manifest.json")).exists();
    var notes = file("paid-back/notes.txt", "of somebody");

    CommandLine.succeed(ablation(LEAKING, again));

    assertThat(output.resolve("ablation.csv")).content().contains("paid-back,stopped");
    try (var left = Files.walk(output.resolve("paid-back"))) {
      assertThat(left.filter(Files::isRegularFile).filter(AblationCommandTest::isSeen))
          .containsExactly(notes);
    }
  }

  @Test
  void aDirectoryThatIsNotForASetIsToldBeforeAnythingIsTrained() throws IOException {
    var scores = file("all/scores/of-others.csv", "id");

    CommandLine.run(ablation(HONEST, "--overwrite"))
        .assertSentence("The output " + output.resolve("all"), "nothing tells that a run wrote it");

    assertThat(scores).exists();
    assertThat(output).isDirectoryNotContaining("glob:**/{income,.risknet}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--maxSearchTime=2hours",
        "--refitOn=both",
        "--testFrom=2009-01",
        "--testFrom=200901",
        "--maxFailedTrials=-1"
      })
  void anOptionThatIsWrongIsToldBeforeAnythingIsReplaced(String wrong) throws IOException {
    file(".risknet", "ablation");
    file("manifest.json", "{\"runId\": \"1\", \"command\": \"ablation\"}");
    var results = file("ablation.csv", "of an earlier run");

    CommandLine.run(ablation(HONEST, "--overwrite", wrong))
        .assertSentence(wrong.substring(0, wrong.indexOf('=')));

    assertThat(results).hasContent("of an earlier run");
  }

  @Test
  void resultsOfASetAreNotReplacedUnasked() throws IOException {
    file("all/manifest.json", "{\"runId\": \"1\", \"command\": \"train\"}");

    CommandLine.run(ablation(HONEST)).assertSentence("all already holds results", "--resume");

    assertThat(output.resolve("income")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--overwrite", "--resume"})
  void aManifestThatIsDamagedIsNamed(String again) throws IOException {
    var manifest = file("all/manifest.json", "{");

    CommandLine.run(ablation(HONEST, again))
        .assertSentence("already holds " + manifest, "choose another --output");
  }
}
