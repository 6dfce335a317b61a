package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TpeSearchTest {
  private static final SearchSpace SPACE =
      Units.space(
          Map.of(
              "eta", Dimension.logUniform(0.001, 1),
              "subsample", Dimension.uniform(0.1, 1),
              "colsample_bytree", Dimension.uniform(0.1, 1),
              "max_depth", Dimension.integer(1, 16),
              "min_child_weight", Dimension.choice(1, 3, 7, 20)),
          100);

  /** A narrow hill: best at eta 0.05, subsample 0.7, colsample 0.4, depth 5, weight 7. */
  private static double hill(Point point, int rounds) {
    var at = point.parameters();
    return 0.9
        - 0.03 * square(Math.log(at.get("eta") / 0.05))
        - 0.4 * square(at.get("subsample") - 0.7)
        - 0.4 * square(at.get("colsample_bytree") - 0.4)
        - 0.002 * square(at.get("max_depth") - 5)
        - (at.get("min_child_weight") == 7 ? 0 : 0.02);
  }

  private static double square(double value) {
    return value * value;
  }

  @Test
  void findsBetterPointsThanRandomSearchInAsManyTrials() {
    var tpe =
        LongStream.range(0, 20)
            .mapToDouble(
                seed -> Simulation.run(TpeSearch.of(SPACE, 60, seed), TpeSearchTest::hill).best())
            .sorted()
            .toArray();
    var random =
        LongStream.range(0, 20)
            .mapToDouble(
                seed ->
                    Simulation.run(RandomSearch.of(SPACE, 60).withSeed(seed), TpeSearchTest::hill)
                        .best())
            .sorted()
            .toArray();

    assertThat((tpe[9] + tpe[10]) / 2).isGreaterThan((random[9] + random[10]) / 2);
  }

  @Test
  void triesAsManyDifferentPointsAsItIsTold() {
    var rounds = Simulation.run(TpeSearch.of(SPACE, 25, 1), TpeSearchTest::hill).rounds();

    assertThat(rounds).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(rounds.stream().flatMap(List::stream).map(Candidate::point)).doesNotHaveDuplicates();
  }

  @Test
  void aSpaceOfFewPointsIsTriedAsAWhole() {
    var space = Units.space(Map.of("max_depth", Dimension.integer(1, 6)), 100);
    var search = TpeSearch.of(space, 20, 1).withBatch(4);
    var tried =
        Simulation.run(search, (point, rounds) -> 0.01 * point.parameters().get("max_depth"));

    assertThat(tried.leaderboard().rows()).hasSize(6);
  }

  @Test
  void theSameResultsSuggestTheSame() {
    var one = Simulation.run(TpeSearch.of(SPACE, 30, 3), TpeSearchTest::hill);
    var same = Simulation.run(TpeSearch.of(SPACE, 30, 3), TpeSearchTest::hill);

    assertThat(same.rounds()).isEqualTo(one.rounds());
    assertThat(Simulation.run(TpeSearch.of(SPACE, 30, 4), TpeSearchTest::hill).rounds())
        .isNotEqualTo(one.rounds());
  }

  @Test
  void conditionsAndPlansAreLearntAsWell() {
    var space =
        Units.space(
                Map.of(
                    "max_depth", Dimension.choice(2, 8),
                    "gamma", Dimension.uniform(0, 10).when("max_depth", 8)),
                100)
            .withPlan(Map.of("smoothing", List.of("1", "10", "100")));
    var search = TpeSearch.of(space, 60, 1);
    var found =
        Simulation.run(
            search,
            (point, rounds) ->
                0.5
                    + (point.plan().get("smoothing").equals("10") ? 0.1 : 0)
                    - 0.01 * Math.abs(point.parameters().getOrDefault("gamma", 9.0) - 3));

    var best = found.leaderboard().winner().trial().point();
    assertThat(best.plan()).containsEntry("smoothing", "10");
    assertThat(best.parameters().get("gamma")).isBetween(2.5, 3.5);
  }

  @Test
  void tellsHowManyTrialsLaterRoundsSuggest() {
    var search = TpeSearch.of(SPACE, 25, 1);

    assertThat(search.trialsAfter(0)).isEqualTo(15);
    assertThat(search.trialsAfter(1)).isEqualTo(5);
    assertThat(search.trialsAfter(2)).isZero();
  }
}
