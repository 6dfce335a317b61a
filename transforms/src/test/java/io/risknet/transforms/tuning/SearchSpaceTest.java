package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {
  private static final Map<String, Dimension> CONDITIONAL =
      Map.of(
          "max_depth", Dimension.choice(2, 8),
          "gamma", Dimension.choice(1, 5).when("max_depth", 8),
          "lambda", Dimension.choice(0, 3).when("gamma", 5));

  @Test
  void aConditionalParameterIsThereOnlyWhereItsConditionHolds() {
    // Depth 2; depth 8 with gamma 1; depth 8 with gamma 5 and either lambda.
    assertThat(Units.space(CONDITIONAL, 10).points())
        .extracting(Point::parameters)
        .containsExactlyInAnyOrder(
            Units.point(Map.of("max_depth", 2.0)).parameters(),
            Units.point(Map.of("max_depth", 8.0, "gamma", 1.0)).parameters(),
            Units.point(Map.of("max_depth", 8.0, "gamma", 5.0, "lambda", 0.0)).parameters(),
            Units.point(Map.of("max_depth", 8.0, "gamma", 5.0, "lambda", 3.0)).parameters());
  }

  @Test
  void drawnPointsKeepTheConditions() {
    var random = new SplittableRandom(1);
    var space = Units.space(CONDITIONAL, 10);
    var points =
        IntStream.range(0, 50).mapToObj(i -> space.at(name -> random.nextDouble())).toList();

    assertThat(space.points()).containsAll(points);
    assertThat(points).anyMatch(point -> point.parameters().size() == 1);
  }

  @Test
  void planParametersOfWhatIsLeftOutHaveNoValue() throws Exception {
    var random = new SplittableRandom(1);
    var space = withStatesLeftOut();
    var drawn =
        IntStream.range(0, 50).mapToObj(i -> space.at(name -> random.nextDouble()).plan()).toList();

    assertThat(space.points())
        .extracting(Point::plan)
        .containsExactlyInAnyOrder(
            new TreeMap<>(Map.of("states", "false")),
            new TreeMap<>(Map.of("states", "true", "smoothing", "5")),
            new TreeMap<>(Map.of("states", "true", "smoothing", "20")));
    assertThat(Set.copyOf(drawn)).isEqualTo(Set.copyOf(space.plans()));
  }

  private static SearchSpace withStatesLeftOut() throws Exception {
    var features =
        """
        {"encode": [{"numeric": "dti"}, {"mean-encode":
            {"columns": ["state"], "smoothing": "$smoothing", "when": "$states"}}]}
        """;
    return Units.space(Map.of(), 10)
        .withPlan(
            Map.of("smoothing", List.of("5", "20"), "states", List.of("true", "false")),
            PlanTemplate.of(JsonMapper.builder().build().readTree(features)));
  }

  /** (1 + 5) times (1 + 5) plans, of 2 * 5 * 2 * 5 combinations. */
  @Test
  void onlyPlansThatAreFittedCount() throws Exception {
    var features =
        """
        {"encode": [
            {"mean-encode": {"columns": ["state"], "smoothing": "$a", "when": "$states"}},
            {"mean-encode": {"columns": ["seller"], "smoothing": "$b", "when": "$sellers"}},
            {"numeric": "dti"}]}
        """;
    var smoothings = List.of("1", "2", "3", "4", "5");
    var switches = List.of("true", "false");
    var space =
        Units.space(Map.of(), 10)
            .withPlan(
                Map.of("a", smoothings, "states", switches, "b", smoothings, "sellers", switches),
                PlanTemplate.of(JsonMapper.builder().build().readTree(features)));

    assertThat(space.plans()).hasSize(36);
  }

  @Test
  void refusesARangeOfWhichHardlyAnyNumberIsWhole() {
    for (var range : List.of(Dimension.uniform(3, 10), Dimension.logUniform(3, 10))) {
      assertThatThrownBy(() -> Units.space(Map.of("max_depth", range), 10))
          .hasMessage(
              "The search draws any number from 3 to 10 for max_depth, which takes a whole number"
                  + " from 1 to 20; use integer: [3, 10].");
    }
  }

  @Test
  void aStepMayKeepToWholeNumbers() {
    assertThat(Units.space(Map.of("max_depth", Dimension.uniform(3, 9).withStep(2)), 10).points())
        .hasSize(4);
  }

  @Test
  void refusesAConditionThatIsNeverMet() {
    assertThatThrownBy(() -> conditional(Dimension.choice(3, 6), 3, 20))
        .hasMessage(
            "gamma is given a value only when max_depth has one of [3, 20], of which the search tries"
                + " [3, 6] only.");
    assertThatThrownBy(() -> conditional(Dimension.integer(3, 5), 6))
        .hasMessageEndingWith("of which the search tries [3, 4, 5] only.");
  }

  @Test
  void refusesAConditionOnARangeThatMeetsNoValue() {
    var range =
        Map.of("eta", Dimension.uniform(0.1, 1), "gamma", Dimension.choice(1).when("eta", 0.5));

    assertThatThrownBy(() -> Units.space(range, 10))
        .hasMessage(
            "gamma is given a value only when eta has one of [0.5], and eta is drawn from a range,"
                + " which meets no value exactly; give it a list or a step.");
  }

  private static SearchSpace conditional(Dimension depths, double... when) {
    return Units.space(
        Map.of("max_depth", depths, "gamma", Dimension.choice(1).when("max_depth", when)), 10);
  }

  @Test
  void sharesLeadBackToTheirPoint() {
    var random = new SplittableRandom(1);
    var space =
        Units.space(
                Map.of(
                    "eta", Dimension.logUniform(0.01, 0.3),
                    "subsample", Dimension.uniform(0.6, 1).withStep(0.1),
                    "max_depth", Dimension.integer(3, 10),
                    "gamma", Dimension.uniform(0, 5),
                    "min_child_weight", Dimension.choice(7, 1)),
                10)
            .withPlan(Map.of("smoothing", List.of("5", "20")));
    for (int i = 0; i < 200; i++) {
      var point = space.at(name -> random.nextDouble());
      var back = space.at(name -> space.sharesOf(point).get(name));

      assertThat(back.plan()).isEqualTo(point.plan());
      assertThat(back.parameters()).containsOnlyKeys(point.parameters().keySet());
      back.parameters()
          .forEach(
              (name, value) ->
                  assertThat(value).isCloseTo(point.parameters().get(name), Offset.offset(1e-9)));
    }
  }

  @Test
  void refusesConditionsThatLeadNowhere() {
    assertThatThrownBy(
            () -> Units.space(Map.of("gamma", Dimension.choice(1).when("max_depth", 8)), 10))
        .hasMessage(
            "gamma is given a value only when max_depth has one, which the search does not vary.");
    assertThatThrownBy(
            () ->
                Units.space(
                    Map.of(
                        "gamma", Dimension.choice(1).when("lambda", 1),
                        "lambda", Dimension.choice(1).when("gamma", 1)),
                    10))
        .hasMessageContaining("leads back to itself");
  }

  /** A table or a map has a place for one of the two. */
  @Test
  void refusesAPlanParameterThatIsCalledAsSomethingElse() {
    assertThatThrownBy(() -> withPlanParameter("lambda"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The plan parameter lambda is called as a parameter of xgboost; choose another name.");
    for (var column : List.of("learner", "rocAuc", "fold3")) {
      assertThatThrownBy(() -> withPlanParameter(column))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "The plan parameter %s is called as a column of leaderboard.csv; choose another name.",
              column);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bins:woe", "a b", "a,b", "1st", "gr\u00f6\u00dfe", ""})
  void refusesAPlanParameterOfOtherCharacters(String name) {
    assertThatThrownBy(() -> withPlanParameter(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The plan parameter '%s' is not made of letters from A to Z, digits and _ alone, or begins"
                + " with a digit; choose another name.",
            name);
  }

  @Test
  void planParametersOfOtherNamesAreTaken() {
    // The penalty is a parameter of a learner that is not searched.
    for (var name : List.of("smoothing", "_Bins2", "penalty", "fold")) {
      assertThat(withPlanParameter(name).plans()).hasSize(1);
    }
  }

  private static SearchSpace withPlanParameter(String name) {
    return Units.space(Map.of(), 10).withPlan(Map.of(name, List.of("5")));
  }

  @Test
  void refusesWhatIsEmptyOrTooMuch() {
    var learner = LearnerSpace.of(XGBoostLearner.defaults(), Map.of(), Rounds.of(10));
    var space = SearchSpace.of(learner);
    var many = IntStream.range(0, 65).mapToObj(String::valueOf).toList();

    assertThatThrownBy(SearchSpace::of).hasMessageContaining("name a learner");
    assertThatThrownBy(() -> SearchSpace.of(learner, learner))
        .hasMessageContaining("names the learner xgboost twice");
    assertThatThrownBy(() -> space.withPlan(Map.of("a", List.of())))
        .hasMessageContaining("plan parameter a has the values []");
    assertThatThrownBy(() -> space.withPlan(Map.of("a", many)))
        .hasMessageContaining("more than 64 feature plans");
  }
}
