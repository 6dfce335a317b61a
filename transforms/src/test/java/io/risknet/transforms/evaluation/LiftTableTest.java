package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiftTableTest {

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void agreesWithTheDefinitionInNumpy(JsonNode golden) {
    var groups = LiftTable.of(Goldens.scores(golden), 10).groups();
    var expected = golden.get("lift");

    assertThat(groups).hasSize(expected.size());
    for (int i = 0; i < groups.size(); i++) {
      var group = groups.get(i);
      var row = expected.get(i);
      assertThat(group.lowest()).isEqualTo(row.get("lowest").doubleValue());
      assertThat(group.highest()).isEqualTo(row.get("highest").doubleValue());
      assertThat(group.rows()).isEqualTo(row.get("rows").longValue());
      assertThat(group.positives()).isEqualTo(row.get("positives").longValue());
      Goldens.assertClose(group.rate(), row.get("rate").doubleValue());
      Goldens.assertClose(group.lift(), row.get("lift").doubleValue());
      Goldens.assertClose(group.cumulativeShare(), row.get("cumulativeShare").doubleValue());
      Goldens.assertClose(group.gain(), row.get("gain").doubleValue());
      Goldens.assertClose(group.cumulativeLift(), row.get("cumulativeLift").doubleValue());
    }
  }

  /** Two of three positives are in the upper half: lift 4/3. */
  @Test
  void theUpperHalfOfSixRowsByHand() {
    var scores =
        ScoreDistribution.of(
            new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, new double[] {0, 0, 1, 1, 0, 1});
    var upper = LiftTable.of(scores, 2).groups().get(0);

    assertThat(upper)
        .isEqualTo(new LiftTable.Group(0.4, 0.6, 3, 2, 2 / 3.0, 4 / 3.0, 0.5, 2 / 3.0, 4 / 3.0));
  }

  @Test
  void theLastGroupHasGainedAll() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.2, 0.9}, new double[] {1, 0, 0});
    var groups = LiftTable.of(scores, 10).groups();

    assertThat(groups).hasSize(3);
    assertThat(groups.get(2).gain()).isEqualTo(1);
    assertThat(groups.get(2).cumulativeLift()).isEqualTo(1);
  }

  @Test
  void constantScoresMakeOneGroupWithoutLift() {
    var scores = ScoreDistribution.of(new double[] {0.5, 0.5}, new double[] {0, 1});

    assertThat(LiftTable.of(scores, 10).groups())
        .containsExactly(new LiftTable.Group(0.5, 0.5, 2, 1, 0.5, 1, 1, 1, 1));
  }

  @Test
  void withoutPositivesThereIsNoTableAndAReason() {
    var table = LiftTable.of(ScoreDistribution.of(new double[] {0.5}, new double[] {0}), 10);

    assertThat(table.groups()).isEmpty();
    assertThat(table.undefined()).hasValue("It needs positive rows; there is none.");
  }
}
