package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Best at gamma 3, which only depth 8 has, and a smoothing of 10. */
  private static final SearchSpace CONDITIONAL =
      Units.space(
              Map.of(
                  "max_depth", Dimension.choice(2, 8),
                  "gamma", Dimension.uniform(0, 10).when("max_depth", 8)),
              100)
          .withPlan(Map.of("smoothing", List.of("1", "10", "100")));

  private static double peak(Point point, int rounds) {
    return 0.5
        + (point.plan().get("smoothing").equals("10") ? 0.1 : 0)
        - 0.01 * Math.abs(point.parameters().getOrDefault("gamma", 9.0) - 3);
  }

  /**
   * A made-up function of the points of a space.
   *
   * @param best its greatest value
   */
  private record Surface(
      SearchSpace space, ToDoubleBiFunction<Point, Integer> rocAuc, double best) {

    /** How far the best of 60 trials is from the best there is: the median over 20 seeds. */
    double gap(LongFunction<SearchStrategy> strategy) {
      var gaps =
          LongStream.range(0, 20)
              .mapToDouble(seed -> best - Simulation.run(strategy.apply(seed), rocAuc).best())
              .sorted()
              .toArray();
      return (gaps[9] + gaps[10]) / 2;
    }
  }

  private static Stream<Named<Surface>> surfaces() {
    return Stream.of(
        Named.of("a hill", new Surface(SPACE, TpeSearchTest::hill, 0.9)),
        Named.of("conditions and plans", new Surface(CONDITIONAL, TpeSearchTest::peak, 0.6)));
  }

  @ParameterizedTest
  @MethodSource("surfaces")
  void comesTwiceAsNearToTheBestAsRandomSearchInAsManyTrials(Surface surface) {
    double random = surface.gap(seed -> RandomSearch.of(surface.space(), 60).withSeed(seed));

    assertThat(surface.gap(seed -> TpeSearch.of(surface.space(), 60, seed))).isLessThan(random / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 10})
  void aBestRegionOfFewPointsDoesNotEndTheSearch(long seed) {
    // Of depth 2 there are three points, and these seeds find them good at first.
    var tried = Simulation.run(TpeSearch.of(CONDITIONAL, 60, seed), TpeSearchTest::peak);

    assertThat(tried.leaderboard().rows()).hasSize(60);
    assertThat(tried.best()).isGreaterThan(0.58);
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

  /** Those that are nowhere like the good ones are hardly ever drawn. */
  @Test
  void theLastPointsOfASpaceAreTriedAsWell() {
    var two = Dimension.choice(0.5, 1);
    var space =
        Units.space(
            Map.of(
                "eta",
                two,
                "subsample",
                two,
                "colsample_bytree",
                two,
                "gamma",
                two,
                "alpha",
                two,
                "lambda",
                two),
            100);
    var tried =
        Simulation.run(
            TpeSearch.of(space, 64, 1),
            (point, rounds) ->
                0.1 * point.parameters().values().stream().mapToDouble(v -> v).sum());

    assertThat(tried.rounds()).extracting(List::size).containsExactly(10, 10, 10, 10, 10, 10, 4);
  }

  @Test
  void aTrialThatFailedIsNoGoodOne() {
    var depths = Units.space(Map.of("max_depth", Dimension.integer(1, 16)), 10);
    var search = TpeSearch.of(depths, 16, 1).withBatch(1);
    var deepest = Units.trial("aa", Map.of("max_depth", 16.0));
    var failed = UnitResult.failed(Units.unit(deepest, 0, 10), 1, "1@host", "It has no memory.");

    assertThat(search.suggest(1, Leaderboard.of(List.of(failed), Units.ROC_AUC)))
        .extracting(candidate -> candidate.point().parameters().get("max_depth"))
        .allMatch(depth -> depth < 12);
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
  void tellsHowManyTrialsLaterRoundsSuggest() {
    var search = TpeSearch.of(SPACE, 25, 1);

    assertThat(search.trialsAfter(0)).isEqualTo(15);
    assertThat(search.trialsAfter(1)).isEqualTo(5);
    assertThat(search.trialsAfter(2)).isZero();
  }
}
