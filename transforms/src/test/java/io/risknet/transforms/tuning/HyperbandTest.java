package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperbandTest {
  private static final SearchSpace SPACE =
      Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), Rounds.upTo(81, 81));

  private static double byEta(Point point, int rounds) {
    return 0.5 + 0.1 * point.parameters().get("eta") + 1e-4 * rounds;
  }

  /** Candidates by their last number of rounds. */
  private static Map<Integer, Long> sizes(List<Candidate> round) {
    return round.stream()
        .map(candidate -> candidate.budget().rounds())
        .collect(
            Collectors.groupingBy(rounds -> rounds.get(rounds.size() - 1), Collectors.counting()));
  }

  @Test
  void theBracketsAreThoseOfThePaper() {
    // Table 1 of Li et al. (2018): R = 81, eta = 3. Each stage has one rung of every bracket that
    // is still running.
    var rounds =
        Simulation.run(Hyperband.of(SPACE, 1).withMinimum(1), HyperbandTest::byEta).rounds();

    assertThat(rounds)
        .extracting(HyperbandTest::sizes)
        .containsExactly(
            Map.of(1, 81L, 3, 34L, 9, 15L, 27, 8L, 81, 5L),
            Map.of(3, 27L, 9, 11L, 27, 5L, 81, 2L),
            Map.of(9, 9L, 27, 3L, 81, 1L),
            Map.of(27, 3L, 81, 1L),
            Map.of(81, 1L));
  }

  /** 3^6 = 729 and 7^2 = 49 points, of which one is left. */
  @ParameterizedTest
  @CsvSource({"3, 1, 7", "7, 20, 3"})
  void theBracketOfMostPointsEndsWithOneThatIsGivenAll(int factor, int minimum, int rungs) {
    var space = Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), Rounds.upTo(1_000, 1_000));
    var search = Hyperband.of(space, 1).withFactor(factor).withMinimum(minimum);
    var rounds = Simulation.run(search, HyperbandTest::byEta).rounds();

    assertThat(rounds).hasSize(rungs);
    assertThat(sizes(rounds.get(rungs - 1))).isEqualTo(Map.of(1_000, 1L));
  }

  @Test
  void itDoesNotMatterWhetherTheFactorOrTheMinimumIsNamedFirst() {
    var space = Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), Rounds.upTo(1_000, 1_000));

    // 10, 50 and 250 rounds; 1,250 are more than all.
    assertThat(Hyperband.of(space, 1).withFactor(5).withMinimum(10).stages()).isEqualTo(3);
    assertThat(Hyperband.of(space, 1).withMinimum(10).withFactor(5).stages()).isEqualTo(3);
  }

  /** Of 27, 12, 6 and 4 points in proportion: of 49 there are 24. */
  @Test
  void fewPointsAreDealtOutToAllBrackets() {
    var space =
        Units.space(
            Map.of(
                "max_depth", Dimension.integer(1, 6), "eta", Dimension.choice(0.1, 0.2, 0.3, 0.4)),
            Rounds.upTo(27, 27));
    var search = Hyperband.of(space, 1);
    var rounds = Simulation.run(search, HyperbandTest::byEta).rounds();

    assertThat(rounds)
        .extracting(HyperbandTest::sizes)
        .containsExactly(
            Map.of(1, 13L, 3, 6L, 9, 3L, 27, 2L),
            Map.of(3, 4L, 9, 2L, 27, 1L),
            Map.of(9, 1L, 27, 1L),
            Map.of(27, 1L));
    assertThat(search.trialsAfter(0)).isEqualTo(7 + 2 + 1);
    assertThat(rounds.get(0)).extracting(Candidate::point).doesNotHaveDuplicates();
  }

  /** 10 / 3 / 3 is a round, and there is no fourth rung below. */
  @Test
  void noRungHasLessThanARound() {
    var space = Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), Rounds.upTo(10, 10));
    var rounds = Simulation.run(Hyperband.of(space, 1), HyperbandTest::byEta).rounds();

    assertThat(rounds).hasSize(3);
    assertThat(sizes(rounds.get(0)).keySet()).containsExactlyInAnyOrder(1, 3, 10);
  }

  @Test
  void whereThereIsNothingToHalveItIsRefused() {
    var once = Hyperband.of(Units.space(Map.of("eta", Dimension.uniform(0.01, 1)), 2), 1);

    assertThatThrownBy(once::stages)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the resource rows");
    assertThat(once.withResource(Resource.ROWS).stages()).isEqualTo(4);
  }

  @Test
  void anotherResourceHasAnotherMinimum() {
    var rows = Hyperband.of(SPACE, 1).withMinimum(1).withResource(Resource.ROWS);

    assertThat(rows.stages()).isEqualTo(4);
    assertThat(rows.withMinimum(0.2).stages()).isEqualTo(2);
  }

  @Test
  void theBestOfAllBracketsWins() {
    var simulation = Simulation.run(Hyperband.of(SPACE, 1).withMinimum(1), HyperbandTest::byEta);
    var best =
        simulation.rounds().get(0).stream()
            .mapToDouble(candidate -> candidate.point().parameters().get("eta"))
            .max()
            .orElseThrow();

    assertThat(simulation.leaderboard().winner().trial().point().parameters())
        .containsEntry("eta", best);
  }

  /** Of the table above: 45 with 9 to 2 left, 13, 4 and 1. */
  @Test
  void tellsHowManyTrialsLaterRoundsSuggest() {
    var search = Hyperband.of(SPACE, 1).withMinimum(1);

    assertThat(search.trialsAfter(0)).isEqualTo(45 + 13 + 4 + 1);
    assertThat(search.trialsAfter(3)).isEqualTo(1);
    assertThat(search.trialsAfter(4)).isZero();
  }
}
