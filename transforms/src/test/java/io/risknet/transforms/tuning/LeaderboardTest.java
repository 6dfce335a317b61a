package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.JsonCoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

class LeaderboardTest {
  private static final Trial SHALLOW = trial("aa", Map.of("max_depth", 2.0, "eta", 0.1));
  private static final Trial DEEP = trial("bb", Map.of("max_depth", 6.0));
  private static final Trial HALF = trial("cc", Map.of("max_depth", 8.0));

  private static final List<UnitResult> UNITS =
      List.of(
          unit(SHALLOW, 0, 0.50, 0.75, false),
          unit(SHALLOW, 1, 0.75, 0.75, true),
          unit(DEEP, 0, 0.75, 0.875, true),
          unit(DEEP, 1, 0.75, 0.625, true),
          unit(HALF, 1, 0.99, 0.98, false));

  @Test
  void ranksByTheBestMeanAndBreaksTiesByFewerRounds() {
    var rows = Leaderboard.of(UNITS).rows();

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
    var first = trial("ap", Map.of());
    var second = trial("b0", Map.of());
    var units =
        List.of(
            unit(second, 0, 0.5, 0.75, false),
            unit(second, 1, 0.75, 0.75, false),
            unit(first, 0, 0.5, 0.75, false),
            unit(first, 1, 0.75, 0.75, false));

    assertThat(Leaderboard.of(units).rows())
        .extracting(Leaderboard.Row::trial)
        .containsExactly(first, second);
  }

  @Test
  void theStandardErrorIsThatOfTheMean() {
    var units = List.of(unit(SHALLOW, 0, 0.5, 0.5, false), unit(SHALLOW, 1, 0.75, 0.75, false));

    // Deviations of 0.125 each: variance 2 * 0.125^2 / 1, over 2 folds: 0.125^2.
    assertThat(Leaderboard.of(units).rows().get(0).stdErr()).isEqualTo(0.125);
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    var expected = Leaderboard.of(UNITS);
    for (int seed = 0; seed < 20; seed++) {
      var shuffled = new ArrayList<>(UNITS);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(Leaderboard.of(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void writesCsv() {
    assertThat(Leaderboard.of(UNITS).toCsv())
        .isEqualTo(
            """
            trial,eta,max_depth,mean,stdErr,fold0,fold1,rounds,seconds,status
            bb,,6,0.75,0.0,0.75,0.75,50,3.000,reused
            aa,0.1,2,0.75,0.0,0.75,0.75,100,3.000,trained
            cc,,8,0.99,,,0.99,50,1.500,incomplete
            """);
  }

  @Test
  void theWinnerIsTheFirstCompleteTrial() {
    assertThat(Leaderboard.of(UNITS).winner()).isEqualTo(new Winner(DEEP, 50, 0.75, 0));
    assertThatThrownBy(() -> Leaderboard.of(UNITS.subList(4, 5)).winner())
        .hasMessageStartingWith("No trial is done on every fold, so there is no winner;");
    assertThatThrownBy(() -> Leaderboard.of(List.of()).winner())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void travelsAsJson() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(JsonCoder.of(Leaderboard.class), Leaderboard.of(UNITS));
    CoderProperties.coderDecodeEncodeEqual(JsonCoder.of(UnitResult.class), UNITS.get(0));
  }

  private static Trial trial(String id, Map<String, Double> parameters) {
    return new Trial(id, new TreeMap<>(parameters), 2);
  }

  private static UnitResult unit(
      Trial trial, int fold, double after50, double after100, boolean reused) {
    return new UnitResult(
        trial, fold, new TreeMap<>(Map.of(50, after50, 100, after100)), 1.5, reused, "1@host", "");
  }
}
