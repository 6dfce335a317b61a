package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two plans in one search, of which one reads one column and the other both. */
@BeamTest
class SearchedPlansTest {
  private static final SearchSpace SPACE =
      Units.space(Map.of("max_depth", Dimension.choice(3)), 10);

  @TempDir private Path output;

  @Test
  void aTrialIsTrainedOnTheColumnsOfItsOwnPlan() {
    var together =
        run(
            "together",
            SPACE.withPlan(Map.of("both", List.of("false", "true"))),
            Map.of("both=false", 1, "both=true", 2));
    var one = run("one", SPACE, Map.of("", 1)).rows().get(0).foldMetrics();
    var both = run("both", SPACE, Map.of("", 2)).rows().get(0).foldMetrics();

    assertThat(one).isNotEqualTo(both);
    assertThat(together.rows())
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row.foldMetrics())
                    .isEqualTo(row.trial().point().plan().get("both").equals("true") ? both : one));
  }

  private Leaderboard run(String name, SearchSpace space, Map<String, Integer> columnsOfPlans) {
    return SmallSearch.run(
        output.resolve(name), UnaryOperator.identity(), Grid.of(space), columnsOfPlans);
  }
}
