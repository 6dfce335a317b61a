package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two trials on two folds, told by {@code risknet events} while they go on and afterwards. */
@Timeout(60)
class EventsCommandTest {
  @TempDir private static Path data;
  private static SmallTable table;
  private static Path trained;

  @TempDir private Path temp;

  @BeforeAll
  static void trainOnce() {
    table = SmallTable.in(data);
    trained = data.resolve("trained");
    var spec =
        SmallTable.spec(data, SmallTable.SPEC.replace("max_depth: [2]", "max_depth: [2, 3]"));
    CommandLine.succeed(
        "train", "--spec=" + spec, "--input=" + table.rows(), "--output=" + trained);
  }

  @Test
  void aFinishedRunIsToldFromItsBeginningToItsEnd() throws IOException {
    var events = events(CommandLine.succeed("events", "--run=" + trained));

    assertThat(kinds(events))
        .hasSize(10)
        .startsWith("search")
        .endsWith("finished")
        .filteredOn("attempt"::equals)
        .hasSize(4);
    assertThat(events.get(0).get("unitsTotal").asInt()).isEqualTo(4);
    assertThat(events)
        .filteredOn(event -> event.get("event").asText().equals("unit"))
        .extracting(unit -> unit.get("unitsDone").asInt())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void theEndTellsWhatTheManifestHas() throws IOException {
    var events = events(CommandLine.succeed("events", "--run=" + trained));
    var end = events.get(events.size() - 1);
    var manifest = JsonMapper.builder().build().readTree(manifest(trained).toFile());

    assertThat(end.get("runId")).isEqualTo(manifest.get("runId"));
    assertThat(end.get("bestTrial")).isEqualTo(manifest.at("/search/bestTrial"));
    assertThat(end.get("bestScore")).isEqualTo(manifest.at("/search/bestScore"));
    assertThat(end.get("metrics")).isEqualTo(manifest.get("metrics"));
    assertThat(events.get(events.size() - 2).get("best")).isEqualTo(end.get("bestScore"));
  }

  @Test
  void anUnfinishedRunIsToldAsFarAsItIs() throws IOException {
    var run = unfinished();
    copy(run, "trials/round-0.json");

    assertThat(kinds(events(CommandLine.succeed("events", "--run=" + run))))
        .containsExactly("search");
  }

  @Test
  void aRunThatGoesOnIsFollowedToItsEnd() throws Exception {
    var run = unfinished();
    var out = new ByteArrayOutputStream();
    var following =
        CompletableFuture.supplyAsync(
            () ->
                RiskNet.run(
                    new String[] {"events", "--run=" + run, "--follow", "--interval=1s"},
                    new PrintStream(out, true, UTF_8),
                    System.err));
    try (var files = Files.walk(trained.resolve("trials"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        copy(run, trained.relativize(file).toString());
      }
    }
    Await.until("all events but the last", () -> events(out.toString(UTF_8)).size() == 9);
    assertThat(following).isNotDone();
    copy(run, "manifest.json");

    assertThat(following.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(events(out.toString(UTF_8))).hasSize(10).doesNotHaveDuplicates();
    assertThat(kinds(events(out.toString(UTF_8)))).endsWith("finished");
  }

  @Test
  void whereNobodyReadsAnyMoreFollowingEnds() throws IOException {
    var run = unfinished();
    copy(run, "trials/round-0.json");
    var gone =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });

    var arguments = new String[] {"events", "--run=" + run, "--follow", "--interval=1s"};
    assertThat(RiskNet.run(arguments, gone, System.err)).isZero();
  }

  @Test
  void aRunThatIsNotThere() {
    CommandLine.run("events", "--run=" + temp.resolve("none"), "--follow")
        .assertSentence("There is no run in --run=", "give the --output of 'risknet train'");
  }

  @Test
  void aRunOfAnotherCommand() {
    var scored = temp.resolve("scored");
    CommandLine.succeed(
        "score",
        "--model=" + trained.resolve("model"),
        "--input=" + table.rows(),
        "--output=" + scored);

    CommandLine.run("events", "--run=" + scored)
        .assertSentence("holds what 'risknet score' wrote, which has no search");
  }

  @Test
  void lookingWithoutAPause() {
    CommandLine.run("events", "--run=" + trained, "--follow", "--interval=0s")
        .assertSentence("--interval=0s leaves no time between two looks; give at least 1s.");
  }

  /** A run as it is before its search. */
  private Path unfinished() throws IOException {
    var run = Files.createDirectory(temp.resolve("run"));
    Files.writeString(run.resolve(".risknet"), "train");
    return run;
  }

  private static void copy(Path run, String file) throws IOException {
    Files.createDirectories(run.resolve(file).getParent());
    // Copied beside it and moved, as a run writes them.
    var whole = Files.copy(trained.resolve(file), run.resolve(file + ".tmp"));
    Files.move(whole, run.resolve(file));
  }

  private static Path manifest(Path run) {
    return run.resolve("manifest.json");
  }

  private static List<String> kinds(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event").asText()).toList();
  }

  private static List<JsonNode> events(CommandLine command) {
    return events(command.out());
  }

  private static List<JsonNode> events(String lines) {
    var mapper = JsonMapper.builder().build();
    return lines
        .lines()
        .map(
            line -> {
              try {
                return mapper.readTree(line);
              } catch (IOException e) {
                throw new AssertionError(line, e);
              }
            })
        .toList();
  }
}
