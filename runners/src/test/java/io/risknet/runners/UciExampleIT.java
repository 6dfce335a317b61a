package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a labelled table that only a spec describes: real data, no code of its own. */
class UciExampleIT {
  private static final Path EXAMPLE = Path.of("../examples/uci-credit-default");
  private static final int ROWS = 30_000;

  @TempDir private static Path temp;
  private static Path trained;

  @BeforeAll
  static void train() throws IOException {
    var text = Files.readString(EXAMPLE.resolve("spec.yaml"));
    // The example's grid, but for its other points: the result hardly moves.
    var spec =
        Files.writeString(
            temp.resolve("spec.yaml"),
            text.substring(0, text.indexOf("grid:"))
                + "grid: {max_depth: [4], eta: [0.1], subsample: [0.7], rounds: [50, 100]}\n");
    trained = temp.resolve("run");
    CommandLine.succeed("train", "--spec=" + spec, "--input=" + input(), "--output=" + trained);
  }

  @Test
  void ranksTestRowsAsWellAsPublishedModelsDo() throws IOException {
    assertThat(manifest().at("/metrics/test/rocAuc").asDouble()).isBetween(0.75, 0.80);
  }

  @Test
  void usesEveryRow() throws IOException {
    var rows = manifest().get("rows");
    assertThat(
            rows.get("train").asInt() + rows.get("validation").asInt() + rows.get("test").asInt())
        .isEqualTo(ROWS);
  }

  @Test
  void splitsByTheSharesOfTheSpec() throws IOException {
    assertThat(manifest().at("/rows/train").asDouble() / ROWS).isBetween(0.69, 0.71);
  }

  @Test
  void scoresEveryRow() throws IOException {
    var scored = temp.resolve("scored");
    CommandLine.succeed(
        "score", "--model=" + trained.resolve("model"), "--input=" + input(), "--output=" + scored);
    assertThat(RunFiles.probabilities(scored.resolve("scores")))
        .hasSize(ROWS)
        .containsAllEntriesOf(RunFiles.probabilities(trained.resolve("scores")));
  }

  private static Path input() {
    return EXAMPLE.resolve("default_of_credit_card_clients.csv");
  }

  private static JsonNode manifest() throws IOException {
    return JsonMapper.builder().build().readTree(trained.resolve("manifest.json").toFile());
  }
}
