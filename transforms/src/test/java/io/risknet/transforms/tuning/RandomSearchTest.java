package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class RandomSearchTest {
  private static final Map<String, Dimension> SPACE =
      Map.of("eta", Dimension.logUniform(0.01, 0.3), "max_depth", Dimension.integer(3, 10));

  @Test
  void drawsAsManyPointsAsThereAreTrials() {
    var points = RandomSearch.of(SPACE, 40, 100).points();

    assertThat(points).hasSize(40).doesNotHaveDuplicates();
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(point.get("eta")).isBetween(0.01, 0.3);
              assertThat(point.get("max_depth")).isBetween(3.0, 10.0);
            });
  }

  @Test
  void moreTrialsBeginWithThoseOfFewer() {
    assertThat(RandomSearch.of(SPACE, 40, 100).points().subList(0, 10))
        .isEqualTo(RandomSearch.of(SPACE, 10, 100).points());
  }

  @Test
  void anotherSeedDrawsOtherPoints() {
    assertThat(RandomSearch.of(SPACE, 10, 100).withSeed(2).points())
        .doesNotContainAnyElementsOf(RandomSearch.of(SPACE, 10, 100).points());
  }

  @Test
  void aSpaceOfFewPointsIsTriedAsAWhole() {
    var search =
        RandomSearch.of(
            Map.of("max_depth", Dimension.integer(3, 5), "eta", Dimension.choice(0.1, 0.2)),
            50,
            100);

    assertThat(search.points()).hasSize(6);
  }

  @Test
  void wantsNothingOfARunnerButToBeCarried() {
    SerializableUtils.ensureSerializable(RandomSearch.of(SPACE, 10, 100));
  }

  @Test
  void readsASpec() throws Exception {
    var search =
        RandomSearch.fromJson(
            json(
                "{'strategy': 'random', 'trials': 10, 'rounds': [100, 50], 'space': "
                    + "{'eta': {'logUniform': [0.01, 0.3]}, 'max_depth': {'integer': [3, 10]}}}"));

    assertThat(search.rounds()).containsExactly(50, 100);
    assertThat(search.points()).isEqualTo(RandomSearch.of(SPACE, 10, 50, 100).points());
  }

  @Test
  void refusesWhatCanNotBeTried() {
    assertRefused("{'strategy': 'random', 'trials': 3, 'rounds': 9}", "The search space is empty");
    assertRefused(
        "{'strategy': 'random', 'rounds': 9, 'space': {'eta': 0.1}}", "at least one trial, not 0");
    assertRefused("{'strategy': 'random', 'trials': 3, 'space': {'eta': 0.1}}", "names no rounds");
    assertRefused(
        "{'strategy': 'random', 'trials': 3, 'rounds': 0, 'space': {'eta': 0.1}}", "0 for rounds");
    assertRefused(
        "{'strategy': 'random', 'trials': 3, 'rounds': 9, 'space': {'etta': 0.1}}",
        "Did you mean 'eta'?");
    assertRefused(
        "{'strategy': 'random', 'trials': 3, 'rounds': 9, 'space': {'eta': {'uniform': [0.1, 2]}}}",
        "2 for eta");
    assertRefused(
        "{'strategy': 'random', 'trials': 3, 'rounds': 9, 'space': {'max_depth': {'uniform': [3, 9], 'step': 0.5}}}",
        "3.5 for max_depth");
    assertRefused(
        "{'strategy': 'random', 'trails': 3, 'rounds': 9, 'space': {'eta': 0.1}}",
        "has no key 'trails'");
    assertRefused("{'strategy': 'simplex'}", "strategy is \"simplex\"");
  }

  private static JsonNode json(String text) throws Exception {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }

  private static void assertRefused(String spec, String sentence) {
    assertThatThrownBy(() -> RandomSearch.fromJson(json(spec)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void pointsFollowFromTheSeedOnEveryJavaRelease() {
    // By hand: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) with seed 1 gives shares of
    // 0.5666, 0.7458 and 0.9710.
    assertThat(RandomSearch.of(Map.of("max_depth", Dimension.integer(1, 16)), 3, 9).points())
        .extracting(point -> point.get("max_depth"))
        .containsExactly(10.0, 12.0, 16.0);
  }
}
