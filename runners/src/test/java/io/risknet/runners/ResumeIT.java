package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run into the output of an earlier one goes on where that one stopped. */
class ResumeIT {
  @TempDir private Path temp;

  @Test
  void nothingThatIsFinishedIsTrainedAgain() throws IOException {
    train("2, 3");
    var first = leaderboard();
    // As if the run had been killed in the middle of its search.
    Files.delete(output().resolve("manifest.json"));
    Files.writeString(output().resolve(".risknet"), "train");
    try (var trials = Files.list(output().resolve("trials"))) {
      Files.delete(
          trials.filter(Files::isDirectory).findFirst().orElseThrow().resolve("fold-1.json"));
    }

    train("2, 3", "--resume");

    assertThat(search().get("reused").asInt()).isEqualTo(3);
    assertThat(leaderboard()).isEqualTo(first);
  }

  @Test
  void anExtendedGridTrainsOnlyWhatIsNew() throws IOException {
    train("2, 3");
    train("2, 3, 4", "--resume");

    assertThat(search().get("units").asInt()).isEqualTo(6);
    assertThat(search().get("reused").asInt()).isEqualTo(4);
  }

  @Test
  void theAttemptLogShowsThatNothingWasTrainedTwice() throws IOException {
    train("2, 3");
    var attempts = attempts();
    train("2, 3, 4", "--resume");

    assertThat(attempts).hasSize(4);
    assertThat(attempts()).hasSize(6).containsAll(attempts);
  }

  @Test
  void overwritingStartsAnew() throws IOException {
    train("2, 3");
    var attempts = attempts();
    train("2, 3", "--overwrite");

    assertThat(search().get("reused").asInt()).isZero();
    assertThat(attempts()).hasSize(4).doesNotContainAnyElementsOf(attempts);
  }

  @Test
  void resumingAndOverwritingAtOnceIsRefused() {
    var table = SmallTable.in(temp);
    assertThat(
            CommandLine.run(
                    "train",
                    "--spec=" + table.spec(),
                    "--input=" + table.rows(),
                    "--output=" + output(),
                    "--resume",
                    "--overwrite")
                .err())
        .isEqualTo(
            "risknet: --resume goes on with a run and --overwrite starts anew; give one of"
                + " them.\n");
  }

  @Test
  void whenTheTimeIsOverNoTrainingBegins() throws IOException {
    train("2, 3");
    train("2, 3, 4", "--resume", "--maxSearchTime=0s");

    assertThat(search().get("reused").asInt()).isEqualTo(4);
    assertThat(attempts()).hasSize(4);
    assertThat(Files.readString(output().resolve("leaderboard.csv"))).contains(",incomplete\n");
  }

  @Test
  void withoutAnyTimeThereIsNoWinner() {
    var table = SmallTable.in(temp);
    CommandLine.run(
            "train",
            "--spec=" + table.spec(),
            "--input=" + table.rows(),
            "--output=" + output(),
            "--maxSearchTime=0s")
        .assertSentence(
            "risknet: No trial is done on every fold, so there is no winner: the time of the search"
                + " was over; run again with --resume, which keeps the trainings that are finished,"
                + " and a longer --maxSearchTime.\n");
  }

  @Test
  void anotherSeedTrainsAnew() throws IOException {
    train("2, 3");
    train("2, 3", "--resume", "--seed=2");

    assertThat(search().get("reused").asInt()).isZero();
  }

  @Test
  void aLongerRandomSearchTrainsOnlyWhatIsNew() throws IOException {
    trainBy(randomSearch(3));
    trainBy(randomSearch(5), "--resume");

    assertThat(search().get("strategy").asText()).isEqualTo("random");
    assertThat(search().get("trials").asInt()).isEqualTo(5);
    assertThat(search().get("reused").asInt()).isEqualTo(6);
  }

  private static String randomSearch(int trials) {
    return SmallTable.SPEC.replaceFirst(
        "grid: .*",
        """
        search:
          strategy: random
          trials: %d
          rounds: [5]
          space: {eta: {logUniform: [0.1, 0.5]}, max_depth: {integer: [2, 4]}}
        """
            .formatted(trials));
  }

  private void train(String depths, String... others) {
    trainBy(SmallTable.SPEC.replace("max_depth: [2]", "max_depth: [" + depths + "]"), others);
  }

  private void trainBy(String yaml, String... others) {
    var table = SmallTable.in(temp);
    var spec = SmallTable.spec(temp, yaml);
    CommandLine.succeed(
        Stream.concat(
                Stream.of(
                    "train", "--spec=" + spec, "--input=" + table.rows(), "--output=" + output()),
                Stream.of(others))
            .toArray(String[]::new));
  }

  /** The files that trainings left when they began. */
  private Set<Path> attempts() throws IOException {
    try (var files = Files.walk(output().resolve("trials"))) {
      return files
          .filter(file -> file.getParent().endsWith("attempts"))
          .collect(Collectors.toSet());
    }
  }

  private Path output() {
    return temp.resolve("run");
  }

  private JsonNode search() throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(output().resolve("manifest.json").toFile())
        .get("search");
  }

  /** Without the seconds and the status of each trial, which tell of the run. */
  private List<String> leaderboard() throws IOException {
    return Files.readAllLines(output().resolve("leaderboard.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
        .toList();
  }
}
