package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.records.JsonCoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

class LeaderboardTest {
  private static final Trial SHALLOW = Units.trial("aa", Map.of("max_depth", 2.0, "eta", 0.1));
  private static final Trial DEEP = Units.trial("bb", Map.of("max_depth", 6.0));
  private static final Trial HALF = Units.trial("cc", Map.of("max_depth", 8.0));

  private static final Objective RULE = Units.ROC_AUC.withOneStandardError();

  /**
   * Shallow: 0.78 after 50 rounds, 0.80 after 100, with a standard error of 0.03. Deep: 0.70, and
   * 0.79 with one of 0.001.
   */
  private static final List<UnitResult> TWO_OF_ONE_COST =
      List.of(
          unit(SHALLOW, 0, 0.78, 0.77, false),
          unit(SHALLOW, 1, 0.78, 0.83, false),
          unit(DEEP, 0, 0.7, 0.789, false),
          unit(DEEP, 1, 0.7, 0.791, false));

  private static final List<UnitResult> UNITS =
      List.of(
          unit(SHALLOW, 0, 0.50, 0.75, false),
          unit(SHALLOW, 1, 0.75, 0.75, true),
          unit(DEEP, 0, 0.75, 0.875, true),
          unit(DEEP, 1, 0.75, 0.625, true),
          unit(HALF, 1, 0.99, 0.98, false));

  @Test
  void ranksByTheBestMeanAndBreaksTiesByFewerRounds() {
    var rows = board(UNITS).rows();

    // Shallow: 0.625 after 50, 0.75 after 100. Deep: 0.75 after 50 and after 100, so after 50.
    assertThat(rows).extracting(Leaderboard.Row::trial).containsExactly(DEEP, SHALLOW, HALF);
    assertThat(rows).extracting(Leaderboard.Row::rounds).containsExactly(50, 100, 50);
    assertThat(rows).extracting(Leaderboard.Row::mean).containsExactly(0.75, 0.75, 0.99);
    assertThat(rows)
        .extracting(Leaderboard.Row::status)
        .containsExactly(
            Leaderboard.Status.REUSED, Leaderboard.Status.TRAINED, Leaderboard.Status.INCOMPLETE);
  }

  @Test
  void equalTrialsAreOrderedByTheirIds() {
    // Ids that a hash map would hand out the other way round.
    var first = Units.trial("ap", Map.of());
    var second = Units.trial("b0", Map.of());
    var units =
        List.of(
            unit(second, 0, 0.5, 0.75, false),
            unit(second, 1, 0.75, 0.75, false),
            unit(first, 0, 0.5, 0.75, false),
            unit(first, 1, 0.75, 0.75, false));

    assertThat(board(units).rows())
        .extracting(Leaderboard.Row::trial)
        .containsExactly(first, second);
  }

  @Test
  void theStandardErrorIsThatOfTheMean() {
    var units = List.of(unit(SHALLOW, 0, 0.5, 0.5, false), unit(SHALLOW, 1, 0.75, 0.75, false));

    // Deviations of 0.125 each: variance 2 * 0.125^2 / 1, over 2 folds: 0.125^2.
    assertThat(board(units).rows().get(0).stdErr()).isEqualTo(0.125);
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    var expected = board(UNITS);
    for (int seed = 0; seed < 20; seed++) {
      var shuffled = new ArrayList<>(UNITS);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(board(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void writesCsv() {
    assertThat(board(UNITS).toCsv())
        .isEqualTo(
            """
            trial,eta,max_depth,mean,stdErr,fold0,fold1,rocAuc,rocAucFold0,rocAucFold1,averagePrecision,averagePrecisionFold0,averagePrecisionFold1,ks,ksFold0,ksFold1,logLoss,logLossFold0,logLossFold1,brier,brierFold0,brierFold1,rounds,seconds,status
            bb,,6,0.75,0.0,0.75,0.75,0.75,0.75,0.75,0.4,0.4,0.4,0.3,0.3,0.3,0.5,0.5,0.5,0.1,0.1,0.1,50,3.000,reused
            aa,0.1,2,0.75,0.0,0.75,0.75,0.75,0.75,0.75,0.4,0.4,0.4,0.3,0.3,0.3,0.5,0.5,0.5,0.1,0.1,0.1,100,3.000,trained
            cc,,8,0.99,,,0.99,0.99,,0.99,0.4,,0.4,0.3,,0.3,0.5,,0.5,0.1,,0.1,50,1.500,incomplete
            """);
  }

  @Test
  void knowsTheColumnsOfItsCsvButThoseOfParameters() {
    var columns = List.of(board(UNITS).toCsv().lines().findFirst().orElseThrow().split(","));

    assertThat(columns)
        .filteredOn(column -> !LeaderboardCsv.isColumn(column))
        .containsExactly("eta", "max_depth");
    assertThat(List.of("learner", "fold12", "ksFold12")).allMatch(LeaderboardCsv::isColumn);
    assertThat(List.of("fold", "folds", "mean1", "smoothing")).noneMatch(LeaderboardCsv::isColumn);
  }

  @Test
  void aTextWithACommaIsQuotedInCsv() {
    var column = ImmutableSortedMap.of("column", "amount, \"usd\"");
    var trial = new Trial("dd", new Point("xgboost", column, new TreeMap<>()), 1, 1);

    assertThat(board(List.of(Units.done(trial, 0, Map.of(50, 0.5)))).toCsv())
        .contains("\ndd,\"amount, \"\"usd\"\"\",0.5,");
  }

  @Test
  void theWinnerIsTheFirstCompleteTrial() {
    assertThat(board(UNITS).winner()).isEqualTo(new Winner(DEEP, 50, "rocAuc", 0.75, 0));
  }

  @Test
  void withoutACompleteTrialThereWasTooLittleTime() {
    for (var units : List.of(UNITS.subList(4, 5), List.<UnitResult>of())) {
      assertThatThrownBy(() -> board(units).winner())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "No trial is done on every fold, so there is no winner: the time of the search was"
                  + " over; run again with --resume, which keeps the trainings that are finished,"
                  + " and a longer --maxSearchTime.");
    }
  }

  @Test
  void whereAllTrialsFailedTheirErrorsTellWhatToMend() {
    assertThatThrownBy(() -> board(List.of(failed(DEEP), failed(SHALLOW))).winner())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No trial is done on every fold, so there is no winner: 2 of 2 trials failed, one of"
                + " them: "
                + SHALLOW
                + ": It has no memory; mend what trials/*/*.failed.json in the output tell of, then run"
                + " again with --resume.");
  }

  @Test
  void whereOthersLackedTheTimeMoreOfItIsAdvisedToo() {
    assertThatThrownBy(() -> board(List.of(failed(DEEP), UNITS.get(4))).winner())
        .hasMessageContaining("1 of 2 trials failed")
        .hasMessageEndingWith("run again with --resume and a longer --maxSearchTime.");
  }

  @Test
  void travelsAsJson() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(JsonCoder.of(Leaderboard.class), board(UNITS));
    CoderProperties.coderDecodeEncodeEqual(JsonCoder.of(UnitResult.class), UNITS.get(0));
  }

  @Test
  void whoWasGivenMoreRanksBeforeWhoWasStopped() {
    var first = new Budget(0, 1, List.of(10), true);
    var second = new Budget(1, 1, List.of(10, 30), false);
    var units =
        List.of(
            on(SHALLOW, 0, first, Map.of(10, 0.9)),
            on(SHALLOW, 1, first, Map.of(10, 0.9)),
            on(DEEP, 0, first, Map.of(10, 0.7)),
            on(DEEP, 1, first, Map.of(10, 0.7)),
            on(DEEP, 0, second, Map.of(10, 0.7, 30, 0.75)),
            on(DEEP, 1, second, Map.of(10, 0.7, 30, 0.75)));

    var rows = board(units).rows();

    assertThat(rows).extracting(Leaderboard.Row::trial).containsExactly(DEEP, SHALLOW);
    assertThat(rows).extracting(Leaderboard.Row::rounds).containsExactly(30, 10);
    assertThat(rows)
        .extracting(Leaderboard.Row::status)
        .containsExactly(Leaderboard.Status.TRAINED, Leaderboard.Status.STOPPED);
    assertThat(board(units).best(0, 5)).containsExactly(SHALLOW.point());
    assertThat(board(units).best(1, 5)).containsExactly(DEEP.point());
  }

  @Test
  void whereTimeWasOverOnARungWhoWasInTimeThereHasNoAdvantage() {
    var first = new Budget(0, 1, List.of(10), true);
    var second = new Budget(1, 1, List.of(10, 30), false);
    var units = new ArrayList<UnitResult>();
    for (int fold = 0; fold < 2; fold++) {
      units.add(on(SHALLOW, fold, first, Map.of(10, 0.9)));
      units.add(on(DEEP, fold, first, Map.of(10, 0.7)));
      units.add(on(DEEP, fold, second, Map.of(10, 0.7, 30, 0.75)));
      units.add(UnitResult.skipped(Units.unit(SHALLOW, fold, second, 0)));
    }

    var rows = board(units).rows();

    assertThat(rows).extracting(Leaderboard.Row::trial).containsExactly(SHALLOW, DEEP);
    assertThat(rows).extracting(Leaderboard.Row::rung).containsExactly(0, 1);
    assertThat(rows).extracting(Leaderboard.Row::skipped).containsExactly(2, 0);
    assertThat(rows).extracting(Leaderboard.Row::status).containsOnly(Leaderboard.Status.TRAINED);
    assertThat(board(units).toCsv())
        .containsPattern("brierFold1,rung,rounds,seconds,status\n")
        .containsPattern("\naa,.*,0,10,3.000,trained\nbb,.*,1,30,3.000,trained\n");
  }

  @Test
  void whatALowerRungOfTheSearchHasTrainedIsNotReused() {
    // As where it stopped early.
    var first = new Budget(0, 1, List.of(10), true);
    var second = new Budget(1, 1, List.of(10), false);
    var trained = on(DEEP, 0, first, Map.of(10, 0.7));
    var before = on(DEEP, 1, first, Map.of(10, 0.7)).within(first, true);
    var units = List.of(trained, before, trained.within(second, true), before.within(second, true));

    assertThat(board(units).rows())
        .singleElement()
        .returns(Leaderboard.Status.TRAINED, Leaderboard.Row::status)
        .returns(2, Leaderboard.Row::reused)
        .returns(4, Leaderboard.Row::units);
  }

  @Test
  void whatIsReusedIsSoThoughAHigherRungIsTrained() {
    // As after a kill between the two.
    var first = new Budget(0, 1, List.of(10), true);
    var second = new Budget(1, 1, List.of(10, 30), false);
    var units = new ArrayList<UnitResult>();
    for (int fold = 0; fold < 2; fold++) {
      units.add(on(DEEP, fold, first, Map.of(10, 0.7)).within(first, true));
      units.add(on(DEEP, fold, second, Map.of(10, 0.7, 30, 0.75)));
    }

    assertThat(board(units).rows())
        .singleElement()
        .returns(Leaderboard.Status.TRAINED, Leaderboard.Row::status)
        .returns(2, Leaderboard.Row::reused);
  }

  @Test
  void onlyRoundsThatEveryFoldReachedCount() {
    var units =
        List.of(
            Units.done(DEEP, 0, Map.of(50, 0.7, 100, 0.99)), Units.done(DEEP, 1, Map.of(50, 0.7)));

    assertThat(board(units).rows().get(0).rounds()).isEqualTo(50);
  }

  @Test
  void lessIsBetterWhereTheObjectiveSaysSo() {
    var units =
        List.of(
            measured(SHALLOW, 0, 0.9, 0.6),
            measured(SHALLOW, 1, 0.9, 0.6),
            measured(DEEP, 0, 0.8, 0.25),
            measured(DEEP, 1, 0.8, 0.75));

    var board = Leaderboard.of(units, Objective.of(Metric.LOG_LOSS));

    assertThat(board.rows()).extracting(Leaderboard.Row::trial).containsExactly(DEEP, SHALLOW);
    assertThat(board.rows().get(0).mean()).isEqualTo(0.5);
    assertThat(board.rows().get(0).metrics()).containsEntry(Metric.ROC_AUC, 0.8);
  }

  @Test
  void everyMetricIsThereOnEachFoldWhateverTheObjective() {
    var units = List.of(measured(DEEP, 0, 0.75, 0.25), measured(DEEP, 1, 1, 0.75));

    var row = Leaderboard.of(units, Objective.of(Metric.LOG_LOSS)).rows().get(0);

    assertThat(row.foldMetrics())
        .containsExactly(
            ImmutableSortedMap.copyOf(metrics(0.75, 0.25)),
            ImmutableSortedMap.copyOf(metrics(1, 0.75)));
    assertThat(row.metrics()).isEqualTo(metrics(0.875, 0.5));
  }

  /** All five, of which {@link Units#metrics} has three fixed. */
  private static Map<Metric, Double> metrics(double rocAuc, double logLoss) {
    return Map.of(
        Metric.ROC_AUC, rocAuc,
        Metric.AVERAGE_PRECISION, 0.4,
        Metric.KS, 0.3,
        Metric.LOG_LOSS, logLoss,
        Metric.BRIER, 0.1);
  }

  @Test
  void aMetricThatOneFoldDoesNotDefineHasNoMean() {
    var row =
        new Leaderboard.Row(
            DEEP,
            0,
            50,
            0.5,
            0,
            ImmutableSortedMap.of(50, new Leaderboard.Score(0.5, 0)),
            List.of(0.5, 0.5),
            List.of(
                ImmutableSortedMap.of(Metric.ROC_AUC, 0.5, Metric.KS, 0.25),
                ImmutableSortedMap.of(Metric.ROC_AUC, 0.5)),
            2,
            0,
            0,
            1,
            Leaderboard.Status.TRAINED,
            "",
            "");

    assertThat(row.metrics()).containsOnlyKeys(Metric.ROC_AUC);
  }

  @Test
  void theCheapestWithinOneStandardErrorOfTheBestWins() {
    var cheap = new Trial("dd", Units.point(Map.of("max_depth", 1.0)), 2, 1);
    var costly = new Trial("ee", Units.point(Map.of("max_depth", 9.0)), 2, 9);
    // Costly: 0.8, standard error 0.05. Cheap: 0.755, which is within it.
    var units =
        List.of(
            Units.done(costly, 0, Map.of(50, 0.75)),
            Units.done(costly, 1, Map.of(50, 0.85)),
            Units.done(cheap, 0, Map.of(50, 0.755)),
            Units.done(cheap, 1, Map.of(50, 0.755)));

    assertThat(board(units).winner().trial()).isEqualTo(costly);
    assertThat(Leaderboard.of(units, RULE).winner().trial()).isEqualTo(cheap);
  }

  @Test
  void withTheRuleTheLeastRoundsWithinOneStandardErrorDo() {
    // Means of 0.76, 0.79 and 0.80; the standard error of the last is 0.02.
    var units =
        List.of(
            Units.done(DEEP, 0, Map.of(10, 0.76, 20, 0.79, 30, 0.78)),
            Units.done(DEEP, 1, Map.of(10, 0.76, 20, 0.79, 30, 0.82)));

    assertThat(board(units).winner().rounds()).isEqualTo(30);
    assertThat(Leaderboard.of(units, RULE).winner().rounds()).isEqualTo(20);
  }

  @Test
  void theRuleGoesByTheBestMeanOfAllTrialsAndNumbersOfRounds() {
    // The best is 0.80 with a standard error of 0.03: 0.78 after 50 rounds is within it.
    assertThat(Leaderboard.of(TWO_OF_ONE_COST, RULE).winner())
        .isEqualTo(new Winner(SHALLOW, 50, "rocAuc", 0.78, 0));
  }

  @Test
  void theRuleHasNoSayInTheOrder() {
    assertThat(Leaderboard.of(TWO_OF_ONE_COST, RULE).rows())
        .isEqualTo(board(TWO_OF_ONE_COST).rows())
        .extracting(row -> row.trial().id() + " after " + row.rounds())
        .containsExactly("aa after 100", "bb after 100");
  }

  @Test
  void theRuleWorksWhereLessIsBetter() {
    // Log losses of 0.5 with a standard error of 0.25, and of 0.6 and 0.8 by cheaper ones.
    var cheap = new Trial("dd", Units.point(Map.of()), 2, 0.5);
    var poor = new Trial("ee", Units.point(Map.of()), 2, 0.1);
    var units =
        List.of(
            measured(DEEP, 0, 0.8, 0.25),
            measured(DEEP, 1, 0.8, 0.75),
            measured(cheap, 0, 0.8, 0.6),
            measured(cheap, 1, 0.8, 0.6),
            measured(poor, 0, 0.8, 0.8),
            measured(poor, 1, 0.8, 0.8));
    var logLoss = Objective.of(Metric.LOG_LOSS);

    assertThat(Leaderboard.of(units, logLoss).winner().trial()).isEqualTo(DEEP);
    assertThat(Leaderboard.of(units, logLoss.withOneStandardError()).winner().trial())
        .isEqualTo(cheap);
  }

  @Test
  void oneFoldHasNoStandardErrorSoTheBestWins() {
    var trial = new Trial("dd", Units.point(Map.of()), 1, 1);
    var units = List.of(Units.done(trial, 0, Map.of(50, 0.79, 100, 0.8)));

    assertThat(Leaderboard.of(units, RULE).winner().rounds()).isEqualTo(100);
  }

  private static Leaderboard board(Collection<UnitResult> units) {
    return Leaderboard.of(units, Units.ROC_AUC);
  }

  private static UnitResult on(Trial trial, int fold, Budget budget, Map<Integer, Double> rocAuc) {
    return UnitResult.done(
        Units.unit(trial, fold, budget, 0), Units.metrics(rocAuc), false, 1.5, "1@host");
  }

  private static UnitResult measured(Trial trial, int fold, double rocAuc, double logLoss) {
    var metrics = new TreeMap<>(Map.of(50, Units.metrics(rocAuc, logLoss)));
    return UnitResult.done(Units.unit(trial, fold, 50), metrics, false, 1.5, "1@host");
  }

  private static UnitResult failed(Trial trial) {
    return UnitResult.failed(Units.unit(trial, 0, 50), 1.5, "1@host", "It has no memory.");
  }

  private static UnitResult unit(
      Trial trial, int fold, double after50, double after100, boolean reused) {
    var rocAuc = Map.of(50, after50, 100, after100);
    return reused ? Units.reused(trial, fold, rocAuc) : Units.done(trial, fold, rocAuc);
  }
}
