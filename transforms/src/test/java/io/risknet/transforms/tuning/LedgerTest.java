package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.training.TrainingSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Trial TRIAL = new Trial("0123456789abcdef", new TreeMap<>(), 5);

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
    assertThat(ledger.find(unit(50, 100))).isEmpty();

    ledger.write(unit(50, 100), result);

    assertThat(file).exists();
    assertThat(ledger.find(unit(50, 100)))
        .contains(new UnitResult(TRIAL, 2, result.rocAuc(), 1.5, true, "1@host", ""));
  }

  @Test
  void givesExactlyTheRoundsAskedForAndNothingWhenOneIsMissing() throws Exception {
    ledger.write(unit(50, 100), result(Map.of(50, 0.5, 100, 0.75)));

    assertThat(ledger.find(unit(100)).orElseThrow().rocAuc()).isEqualTo(Map.of(100, 0.75));
    assertThat(ledger.find(unit(100, 200))).isEmpty();
  }

  @Test
  void keepsTheRoundsItKnewWhenOthersAreAdded() throws Exception {
    ledger.write(unit(50, 100), result(Map.of(50, 0.5, 100, 0.75)));
    ledger.write(unit(100, 200), result(Map.of(100, 0.75, 200, 0.8)));

    assertThat(ledger.find(unit(50, 100, 200)).orElseThrow().rocAuc())
        .isEqualTo(Map.of(50, 0.5, 100, 0.75, 200, 0.8));
  }

  @Test
  void takesNoNoticeOfAFileThatWasNotFinished() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file.resolveSibling("fold-2.json.7f3a.tmp"), "{\"trial\":");

    assertThat(ledger.find(unit(50))).isEmpty();
    ledger.write(unit(50), result(Map.of(50, 0.5)));
    assertThat(ledger.find(unit(50))).isPresent();
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

    assertThatThrownBy(() -> ledger.find(unit(50)))
        .hasMessageContaining("fold-2.json is not readable; delete it");
  }

  private static UnitResult result(Map<Integer, Double> rocAuc) {
    return new UnitResult(TRIAL, 2, new TreeMap<>(rocAuc), 1.5, false, "1@host", "");
  }

  private static TrialUnit unit(Integer... rounds) {
    return new TrialUnit(TRIAL, 2, List.of(rounds), TrainingSet.of(List.of()), "fits");
  }
}
