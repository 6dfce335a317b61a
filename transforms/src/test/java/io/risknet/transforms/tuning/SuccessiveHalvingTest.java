package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

/** Rungs by hand, as scikit-learn's user guide works them out (Tuning, 3.2.3). */
class SuccessiveHalvingTest {
  private static final SearchSpace SPACE =
      Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), Rounds.upTo(270, 30));

  /** More eta is better, however long it is trained. */
  private static double byEta(Point point, int rounds) {
    return 0.5 + 0.1 * point.parameters().get("eta") + 1e-4 * rounds;
  }

  private static List<Integer> sizes(Simulation simulation) {
    return simulation.rounds().stream().map(List::size).toList();
  }

  private static List<Integer> lastRounds(Simulation simulation) {
    return simulation.rounds().stream()
        .map(round -> round.get(0).budget().rounds())
        .map(rounds -> rounds.get(rounds.size() - 1))
        .toList();
  }

  @Test
  void aThirdGoesOnWithThreeTimesTheRounds() {
    var search = SuccessiveHalving.random(SPACE, 20, 1).withMinimum(30);
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);

    assertThat(sizes(simulation)).containsExactly(20, 7, 3);
    assertThat(lastRounds(simulation)).containsExactly(30, 90, 270);
  }

  @Test
  void theBestGoOn() {
    var search = SuccessiveHalving.random(SPACE, 20, 1).withMinimum(30);
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);
    var best =
        simulation.rounds().get(0).stream()
            .map(candidate -> candidate.point().parameters().get("eta"))
            .sorted((one, other) -> Double.compare(other, one))
            .limit(3)
            .toList();

    assertThat(simulation.rounds().get(2))
        .extracting(candidate -> candidate.point().parameters().get("eta"))
        .containsExactlyElementsOf(best);
    assertThat(simulation.leaderboard().winner().rounds()).isEqualTo(270);
    assertThat(simulation.leaderboard().winner().trial().point().parameters())
        .containsEntry("eta", best.get(0));
  }

  @Test
  void withoutAMinimumTheLastRungHasAll() {
    var simulation =
        Simulation.run(SuccessiveHalving.random(SPACE, 9, 1), SuccessiveHalvingTest::byEta);

    assertThat(sizes(simulation)).containsExactly(9, 3, 1);
    assertThat(lastRounds(simulation)).containsExactly(30, 90, 270);
  }

  @Test
  void withMorePointsTheUpperRungsHaveTheSameSharesToTheLastBit() {
    // As the ledger tells units apart by them.
    assertThat(shares(243).subList(1, 6)).isEqualTo(shares(100)).endsWith(1 / 9.0, 1 / 3.0, 1.0);
  }

  private static List<Double> shares(int trials) {
    var rows = SuccessiveHalving.random(SPACE, trials, 1).withResource(Resource.ROWS);
    return Simulation.run(rows, SuccessiveHalvingTest::byEta).rounds().stream()
        .map(round -> round.get(0).budget().share())
        .toList();
  }

  /** As in scikit-learn: min_resources is max(1, 10 // 27), and 1 + floor(log3(10)) rungs fit. */
  @Test
  void theFirstRungHasOneRoundAtLeast() {
    var space = Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), Rounds.upTo(10, 10));
    var simulation =
        Simulation.run(SuccessiveHalving.random(space, 27, 1), SuccessiveHalvingTest::byEta);

    assertThat(sizes(simulation)).containsExactly(27, 9, 3);
    assertThat(lastRounds(simulation)).containsExactly(1, 3, 9);
  }

  @Test
  void whereTheResourceIsShortSeveralAreLeft() {
    // 270 / 90 is 3: two rungs are possible, three would be needed.
    var search = SuccessiveHalving.random(SPACE, 20, 1).withMinimum(90);
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);

    assertThat(sizes(simulation)).containsExactly(20, 7);
    assertThat(lastRounds(simulation)).containsExactly(90, 270);
  }

  @Test
  void aggressiveEliminationRepeatsTheLeastResource() {
    var search = SuccessiveHalving.random(SPACE, 20, 1).withMinimum(90).withAggressiveElimination();
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);

    assertThat(sizes(simulation)).containsExactly(20, 7, 3);
    assertThat(lastRounds(simulation)).containsExactly(90, 90, 270);
  }

  @Test
  void rowsAreSharedOutInstead() {
    var search =
        SuccessiveHalving.random(SPACE, 8, 1)
            .withFactor(2)
            .withResource(Resource.ROWS)
            .withMinimum(0.25);
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);

    assertThat(simulation.rounds())
        .extracting(round -> round.get(0).budget().share())
        .containsExactly(0.25, 0.5, 1.0);
    assertThat(sizes(simulation)).containsExactly(8, 4, 2);
    assertThat(lastRounds(simulation)).containsOnly(270);
  }

  /** 5^5 points; 5^-5 times 5^5 is a little less than 1 in doubles. The ledger names any other. */
  @Test
  void theLastShareOfTheRowsIsAllOfThem() {
    var search =
        SuccessiveHalving.random(SPACE, 3_125, 1).withFactor(5).withResource(Resource.ROWS);
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);

    assertThat(sizes(simulation)).containsExactly(3_125, 625, 125, 25, 5, 1);
    assertThat(simulation.rounds().get(5).get(0).budget().share()).isEqualTo(1);
  }

  @Test
  void onlyWhoMayGoOnKeepsASnapshot() {
    var search = SuccessiveHalving.random(SPACE, 9, 1);
    var simulation = Simulation.run(search, SuccessiveHalvingTest::byEta);

    assertThat(simulation.rounds())
        .extracting(round -> round.get(0).budget().mayGoOn())
        .containsExactly(true, true, false);
  }

  @Test
  void aGridIsHalvedWhole() {
    var space = Units.space(Map.of("max_depth", Dimension.integer(1, 9)), Rounds.upTo(270, 30));

    assertThat(
            Simulation.run(
                    SuccessiveHalving.grid(space),
                    (point, rounds) -> 0.05 * point.parameters().get("max_depth"))
                .leaderboard()
                .winner()
                .trial()
                .point()
                .parameters())
        .containsEntry("max_depth", 9.0);
  }

  @Test
  void refusesAFactorOfOneAndTooMuchOfAMinimum() {
    var search = SuccessiveHalving.random(SPACE, 9, 1);

    assertThatThrownBy(() -> search.withFactor(1)).hasMessageContaining("2 or more, not 1");
    assertThatThrownBy(() -> search.withMinimum(300))
        .hasMessageContaining("from 1 to the 270 rounds of the search, not 300");
    SerializableUtils.ensureSerializable(search);
  }

  @Test
  void tellsHowManyTrialsLaterRoundsSuggest() {
    var search = SuccessiveHalving.random(SPACE, 20, 1).withMinimum(30);

    assertThat(search.trialsAfter(0)).isEqualTo(7 + 3);
    assertThat(search.trialsAfter(1)).isEqualTo(3);
    assertThat(search.trialsAfter(2)).isZero();
  }
}
