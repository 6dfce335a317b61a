package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Trial TRIAL = Units.trial("0123456789abcdef", Map.of());

  @TempDir Path output;
  private Ledger ledger;
  private Path file;

  @BeforeEach
  void open() {
    ledger = new Ledger(output.toString());
    file = output.resolve("trials/0123456789abcdef/fold-2.json");
  }

  @Test
  void findsWhatItWroteAndSaysThatItIsReused() throws Exception {
    var result = result(Map.of(50, 0.1 + 0.2, 100, 0.75));
    assertThat(find(unit(50, 100))).isEmpty();

    ledger.write(unit(50, 100), result);

    assertThat(file).exists();
    assertThat(find(unit(50, 100)))
        .contains(Units.reused(TRIAL, 2, Map.of(50, 0.1 + 0.2, 100, 0.75)).endedAt(result.ended()));
  }

  @Test
  void givesExactlyTheRoundsAskedForAndNothingWhenOneIsMissing() throws Exception {
    ledger.write(unit(50, 100), result(Map.of(50, 0.5, 100, 0.75)));

    assertThat(Units.rocAuc(find(unit(100)).orElseThrow())).isEqualTo(Map.of(100, 0.75));
    assertThat(find(unit(100, 200))).isEmpty();
  }

  @Test
  void keepsTheRoundsItKnewWhenOthersAreAdded() throws Exception {
    ledger.write(unit(50, 100), result(Map.of(50, 0.5, 100, 0.75)));
    ledger.write(unit(100, 200), result(Map.of(100, 0.75, 200, 0.8)));

    assertThat(Units.rocAuc(find(unit(50, 100, 200)).orElseThrow()))
        .isEqualTo(Map.of(50, 0.5, 100, 0.75, 200, 0.8));
  }

  @Test
  void aUnitThatStoppedEarlyIsFinished() throws Exception {
    var stopped =
        UnitResult.done(unit(50, 100), Units.metrics(Map.of(50, 0.5)), true, 1.5, "1@host");
    ledger.write(unit(50, 100), stopped);

    assertThat(find(unit(50, 100))).isEqualTo(stopped.reusedFor(unit(50, 100)));
  }

  @Test
  void aUnitThatStoppedEarlyIsNotFinishedForRoundsThatItDidNotMeasure() throws Exception {
    ledger.write(
        unit(50, 100),
        UnitResult.done(unit(50, 100), Units.metrics(Map.of(50, 0.5)), true, 1.5, "1@host"));

    assertThat(find(unit(25))).isEmpty();
    assertThat(find(unit(25, 50))).isEmpty();

    ledger.write(unit(25), result(Map.of(25, 0.4)));

    assertThat(find(unit(25)).orElseThrow().metrics()).containsOnlyKeys(25);
    assertThat(find(unit(50, 100, 200)).orElseThrow().metrics()).containsOnlyKeys(50);
  }

  @Test
  void anotherShareOfTheRowsIsAnotherEntry() throws Exception {
    ledger.write(unit(50), result(Map.of(50, 0.5)));

    assertThat(find(Units.unit(TRIAL, 2, new Budget(0, 0.25, List.of(50), false), 0))).isEmpty();
  }

  @Test
  void everyTrainingThatIsBegunLeavesAFile() throws Exception {
    ledger.begin(unit(50, 100), 25, "1@host");
    ledger.begin(unit(50, 100), 25, "2@host");

    try (var files = Files.list(file.resolveSibling("attempts"))) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              attempt ->
                  assertThat(attempt)
                      .content()
                      .contains("\"unit\":\"fold-2\"", "@host", "\"startedAt\":\"20")
                      .contains("\"rung\":0,\"from\":25,\"rounds\":100"));
    }
  }

  @Test
  void anEntryTellsWhenItWasFinished() throws Exception {
    var before = Instant.now();
    ledger.write(unit(50), result(Map.of(50, 0.5)));

    assertThat(Ledger.entry(file.toString(), Files.readAllBytes(file)).ended())
        .isBetween(before, Instant.now());
  }

  @Test
  void anEntryThatDoesNotTellWhenItWasFinishedIsGoodAllTheSame() throws Exception {
    ledger.write(unit(50), result(Map.of(50, 0.5)));
    Files.writeString(
        file, Files.readString(file).replaceFirst(",\\s*\"finishedAt\"[^}]*\\}$", "}"));

    assertThat(file).content().doesNotContain("finishedAt");
    assertThat(find(unit(50))).isPresent();
  }

  @Test
  void takesNoNoticeOfAFileThatWasNotFinished() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file.resolveSibling("fold-2.json.7f3a.tmp"), "{\"trial\":");

    assertThat(find(unit(50))).isEmpty();
    ledger.write(unit(50), result(Map.of(50, 0.5)));
    assertThat(find(unit(50))).isPresent();
  }

  @Test
  void leavesNoTemporaryFile() throws Exception {
    ledger.write(unit(50), result(Map.of(50, 0.5)));
    ledger.write(unit(50), result(Map.of(50, 0.5)));

    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysWhatToDoWithAnEntryThatIsNotReadable() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"trial\":");

    assertThatThrownBy(() -> find(unit(50)))
        .hasMessageContaining("fold-2.json is not readable; delete it");
  }

  private Optional<UnitResult> find(TrialUnit unit) throws IOException {
    return ledger.known(unit).flatMap(known -> known.reusedFor(unit));
  }

  private static UnitResult result(Map<Integer, Double> rocAuc) {
    return Units.done(TRIAL, 2, rocAuc);
  }

  private static TrialUnit unit(Integer... rounds) {
    return Units.unit(TRIAL, 2, rounds);
  }
}
