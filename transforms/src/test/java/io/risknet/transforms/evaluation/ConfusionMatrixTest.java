package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfusionMatrixTest {

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void agreesWithScikitLearn(JsonNode golden) throws Exception {
    var scores = Goldens.scores(golden);
    for (var expected : golden.get("thresholds")) {
      var matrix = ConfusionMatrix.at(scores, expected.get("threshold").doubleValue());

      assertThat(matrix)
          .isEqualTo(new JsonMapper().treeToValue(expected.get("matrix"), ConfusionMatrix.class));
      Goldens.assertClose(matrix.precision(), expected.get("precision"));
      Goldens.assertClose(matrix.recall(), expected.get("recall"));
      Goldens.assertClose(matrix.accuracy(), expected.get("accuracy"));
      Goldens.assertClose(matrix.fBeta(1), expected.get("f1"));
      Goldens.assertClose(matrix.fBeta(2), expected.get("f2"));
      Goldens.assertClose(matrix.fBeta(0.5), expected.get("fHalf"));
    }
  }

  @Test
  void aScoreEqualToTheThresholdIsTaken() {
    var scores = ScoreDistribution.of(new double[] {0.2, 0.3, 0.4}, new double[] {0, 1, 0});

    assertThat(ConfusionMatrix.at(scores, 0.3)).isEqualTo(new ConfusionMatrix(1, 1, 1, 0));
  }

  @Test
  void specificityIsTheShareOfNegativesNotTaken() {
    assertThat(new ConfusionMatrix(1, 1, 3, 0).specificity()).hasValue(0.75);
  }

  @Test
  void nothingTakenHasNoPrecisionAndAReason() {
    var matrix = new ConfusionMatrix(0, 0, 3, 1);

    assertThat(matrix.precision()).isEmpty();
    assertThat(matrix.recall()).hasValue(0);
    assertThat(matrix.fBeta(1)).hasValue(0);
    assertThat(matrix.undefined()).containsOnlyKeys("precision");
  }

  @Test
  void oneClassHasNoRateOfTheOther() {
    assertThat(new ConfusionMatrix(0, 1, 1, 0).undefined()).containsOnlyKeys("recall");
    assertThat(new ConfusionMatrix(1, 0, 0, 1).undefined()).containsOnlyKeys("specificity");
  }

  @Test
  void noRowLeavesAllUndefined() {
    var matrix = ConfusionMatrix.at(ScoreDistribution.empty(), 0.5);

    assertThat(matrix.undefined())
        .containsOnlyKeys("accuracy", "fBeta", "precision", "recall", "specificity");
    assertThat(matrix.fBeta(1)).isEmpty();
  }

  @Test
  void aThresholdThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> ConfusionMatrix.at(ScoreDistribution.empty(), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold");
  }
}
