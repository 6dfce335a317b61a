package io.risknet.pipelines.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.pipelines.run.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestScoresTest {
  @TempDir private Path temp;

  /** Of four pairs of a default and another loan, three are ranked well. */
  private final List<String> three = List.of("a,0.9,1", "b,0.2,1", "c,0.1,0", "d,0.4,0");

  @Test
  void areEvaluatedAsTheyWereWritten() throws IOException {
    var metrics = scores("run", three).evaluate().metrics();

    assertThat(metrics.rows()).isEqualTo(4);
    assertThat(metrics.rocAuc()).hasValue(0.75);
    // The first and the third of four by score are defaults: (1/1 + 2/3) / 2.
    assertThat(metrics.averagePrecision().orElseThrow()).isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void filesAndTheirOrderDoNotMatter() throws IOException {
    var one = scores("one", three);
    var other = scores("other", three.subList(2, 4), three.subList(0, 2));

    assertThat(other.areOfTheRowsOf(one)).isTrue();
    assertThat(other.gainOver(one).estimate()).hasValue(0);
  }

  @Test
  void theGainIsTakenRowByRow() throws IOException {
    // All four pairs are ranked well, whatever the order of the lines.
    var all = scores("all", List.of("d,0.1,0", "c,0.2,0", "b,0.7,1", "a,0.6,1"));

    assertThat(all.gainOver(scores("three", three)).estimate().orElseThrow())
        .isCloseTo(0.25, within(1e-12));
  }

  @Test
  void aRowWithoutAScoreIsUnscored() throws IOException {
    var rows = scores("run", List.of("a,0.9,1", "b,0.2,1", "c,0.1,0", "d,,0"));

    assertThat(rows.evaluate().metrics().unscored()).isEqualTo(1);
    assertThat(rows.areOfTheRowsOf(scores("three", three))).isTrue();
    // Of the two pairs that are left both rank both well.
    assertThat(rows.gainOver(scores("other", three)).estimate()).hasValue(0);
  }

  @Test
  void otherRowsAndOtherLabelsAreTold() throws IOException {
    var rows = scores("run", three);

    assertThat(
            scores("id", List.of("a,0.9,1", "b,0.2,1", "c,0.1,0", "e,0.4,0")).areOfTheRowsOf(rows))
        .isFalse();
    assertThat(
            scores("label", List.of("a,0.9,1", "b,0.2,1", "c,0.1,0", "d,0.4,1"))
                .areOfTheRowsOf(rows))
        .isFalse();
    assertThat(scores("fewer", three.subList(0, 3)).areOfTheRowsOf(rows)).isFalse();
  }

  @SafeVarargs
  private TestScores scores(String run, List<String>... files) throws IOException {
    var directory = Files.createDirectories(temp.resolve(run).resolve("scores"));
    for (int file = 0; file < files.length; file++) {
      Files.writeString(
          directory.resolve("part-%d.csv".formatted(file)),
          "id,probability,label\n" + String.join("\n", files[file]) + "\n");
    }
    return TestScores.read(OutputDirectory.of(temp.resolve(run).toString()));
  }
}
