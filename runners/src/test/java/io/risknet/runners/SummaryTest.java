package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.transforms.evaluation.ConfusionMatrix;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.splits.Folding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run describes itself to people. */
class SummaryTest {
  @TempDir private static Path temp;
  private static String out;

  @BeforeAll
  static void train() {
    var costs = "costs: {falsePositive: 1, falseNegative: 3}\n";
    out =
        CommandLine.succeed(
                "train",
                "--spec=" + SmallTable.spec(temp, SmallTable.SPEC + costs),
                "--input=" + SmallTable.in(temp).rows(),
                "--output=" + temp.resolve("run"))
            .out();
  }

  @Test
  void wholeNumbersAreShownWithoutAFraction() {
    assertThat(out)
        .contains("trials: xgboost eta=0.3, max_depth=2, rounds=5, subsample=0.7, cross");
  }

  @Test
  void theModelsCardDoesSoToo() {
    assertThat(temp.resolve("run/model/card.md"))
        .content()
        .contains("| eta | 0.3 |", "| max_depth | 2 |", "| rounds | 5 |");
  }

  /** A weight that XGBoost's own numbers can't hold. */
  @Test
  void failedTrialsAreTold() {
    var grid = SmallTable.SPEC.replace("eta: [0.3]", "eta: [0.3], scale_pos_weight: [1, 1.0e+300]");

    assertThat(
            CommandLine.succeed(
                    "train",
                    "--spec=" + SmallTable.spec(temp, grid),
                    "--input=" + SmallTable.in(temp).rows(),
                    "--output=" + temp.resolve("failed"))
                .out())
        .contains("1 of 2 trials failed; the files *.failed.json in trials/ say why");
    assertThat(out).doesNotContain("trials failed");
  }

  @Test
  void whatHasMovedMostIsTold() {
    assertThat(out)
        .containsPattern(
            "stability index of test against train, largest: [\\w ]+ \\d\\.\\d{4} \\([a-z ]+\\), ");
  }

  @Test
  void theThresholdOfLeastCostIsToldWithWhatItDecides() {
    assertThat(out)
        .containsPattern(
            "threshold of least cost: 0\\.\\d{4,5}, which takes \\d+ of the \\d+ positive and"
                + " \\d+ of the \\d+ negative test rows\n");
    assertThat(Summary.line(decided(OptionalDouble.of(0.03125), Optional.empty())))
        .isEqualTo(
            "  threshold of least cost: 0.03125, which takes 30 of the 40 positive and 70 of the"
                + " 1,070 negative test rows");
  }

  @Test
  void noThresholdIsToldAsSuch() {
    assertThat(Summary.line(decided(OptionalDouble.empty(), Optional.empty())))
        .endsWith("none, as it is cheapest to take no row for positive");
    assertThat(Summary.line(decided(OptionalDouble.empty(), Optional.of("There are no rows."))))
        .endsWith("not defined: There are no rows.");
  }

  @Test
  void aTrialThatIsNotTheFirstIsNotCalledTheBest() {
    assertThat(Summary.line(search(OptionalInt.of(7), true)))
        .isEqualTo(
            "Cheapest of 24 trials within one standard error of the best, place 7: xgboost"
                + " rounds=10, cross-validated rocAuc 0.8000 (a selected score; the test set gives"
                + " 0.7500)");
  }

  @Test
  void theFirstAfterFewerRoundsThanItsBestIsNotCalledTheBest() {
    assertThat(Summary.line(search(OptionalInt.of(1), true)))
        .startsWith(
            "Cheapest of 24 trials within one standard error of the best, place 1: xgboost");
  }

  @Test
  void trialsThatTheSearchHadNoTimeForAreTold() {
    assertThat(Summary.late(search(OptionalInt.of(1), false)))
        .isEqualTo(
            "  the time of the search was over for 5 of 24 trials; --resume with a longer"
                + " --maxSearchTime goes on with them");
  }

  @Test
  void theFirstAndThatOfAnEarlierReleaseAreTheBest() {
    assertThat(Summary.line(search(OptionalInt.of(1), false)))
        .startsWith("Best of 24 trials: xgboost");
    assertThat(Summary.line(search(OptionalInt.empty(), false)))
        .startsWith("Best of 24 trials: xgboost");
  }

  private static SearchOutcome search(OptionalInt bestPlace, boolean cheapest) {
    return new SearchOutcome(
        "grid",
        Folding.of(2),
        "rocAuc",
        24,
        0,
        5,
        48,
        0,
        OptionalInt.of(3),
        "t0",
        bestPlace,
        cheapest,
        "xgboost",
        Map.of("rounds", 10),
        0.8,
        OptionalDouble.of(0.75),
        OptionalDouble.of(0.05),
        "train",
        List.of(),
        List.of(),
        Optional.of(true),
        Optional.empty());
  }

  /** 30 of 40 positive rows are taken, and 70 of 1,070 negative ones. */
  private static OperatingPoint decided(OptionalDouble threshold, Optional<String> undefined) {
    var matrix = new ConfusionMatrix(30, 70, 1000, 10);
    var rate = OptionalDouble.empty();
    var test =
        new OperatingPoint.Decisions(matrix, rate, rate, rate, rate, Map.of(), 0, 0, 0, Map.of());
    return new OperatingPoint(
        new CostMatrix(1, 12), OptionalDouble.empty(), threshold, Map.of("test", test), undefined);
  }
}
