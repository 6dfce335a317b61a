package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class RandomSearchTest {
  private static final Map<String, Dimension> SPACE =
      Map.of("eta", Dimension.logUniform(0.01, 0.3), "max_depth", Dimension.integer(3, 10));

  @Test
  void drawsAsManyPointsAsThereAreTrials() {
    var points = points(40, 1);

    assertThat(points).hasSize(40).doesNotHaveDuplicates();
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(point.parameters().get("eta")).isBetween(0.01, 0.3);
              assertThat(point.parameters().get("max_depth")).isBetween(3.0, 10.0);
            });
  }

  @Test
  void moreTrialsBeginWithThoseOfFewer() {
    assertThat(points(40, 1).subList(0, 10)).isEqualTo(points(10, 1));
  }

  @Test
  void anotherSeedDrawsOtherPoints() {
    assertThat(points(10, 2)).doesNotContainAnyElementsOf(points(10, 1));
  }

  @Test
  void aSpaceOfFewPointsIsTriedAsAWhole() {
    var search =
        RandomSearch.of(
            Units.space(
                Map.of("max_depth", Dimension.integer(3, 5), "eta", Dimension.choice(0.1, 0.2)),
                100),
            50);

    assertThat(search.points()).hasSize(6);
  }

  @Test
  void theLastPointsOfALargeSpaceAreFoundAsWell() {
    var ten = Dimension.integer(1, 10);
    var space = Map.of("max_depth", ten, "gamma", ten, "min_child_weight", ten);
    var search = RandomSearch.of(Units.space(space, 100), 1_000);

    assertThat(search.points()).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(RandomSearch.of(Units.space(space, 100), 999).points())
        .isEqualTo(search.points().subList(0, 999));
  }

  @Test
  void wantsNothingOfARunnerButToBeCarried() {
    SerializableUtils.ensureSerializable(RandomSearch.of(Units.space(SPACE, 100), 10));
  }

  @Test
  void pointsFollowFromTheSeedOnEveryJavaRelease() {
    // By hand: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) with seed 1 gives shares of
    // 0.5666, 0.7458 and 0.9710.
    var space = Units.space(Map.of("max_depth", Dimension.integer(1, 16)), 9);

    assertThat(RandomSearch.of(space, 3).points())
        .extracting(point -> point.parameters().get("max_depth"))
        .containsExactly(10.0, 12.0, 16.0);
  }

  private static List<Point> points(int trials, long seed) {
    return RandomSearch.of(Units.space(SPACE, 100), trials).withSeed(seed).points();
  }
}
