package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionTest {
  private static final double LAST = Math.nextDown(1.0);

  private static JsonNode json(String text) throws Exception {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }

  private static double[] all(Dimension dimension, int shares) {
    return IntStream.range(0, shares).mapToDouble(i -> dimension.at((double) i / shares)).toArray();
  }

  @Test
  void aChoiceDividesTheSharesEqually() {
    assertThat(all(Dimension.choice(1, 3, 7), 6)).containsExactly(1, 1, 3, 3, 7, 7);
    assertThat(Dimension.choice(1, 3, 7).at(LAST)).isEqualTo(7);
  }

  @Test
  void wholeNumbersIncludeBothEnds() {
    assertThat(all(Dimension.integer(3, 5), 6)).containsExactly(3, 3, 4, 4, 5, 5);
    assertThat(Dimension.integer(3, 5).at(LAST)).isEqualTo(5);
    assertThat(Dimension.integer(4, 4).at(LAST)).isEqualTo(4);
  }

  @Test
  void stepsIncludeTheGreatestValueAndAreNoFractionOff() {
    assertThat(all(Dimension.uniform(0.6, 1).withStep(0.1), 5))
        .containsExactly(0.6, 0.7, 0.8, 0.9, 1.0);
  }

  @Test
  void stepsOfLargeNumbersAreTakenAsTheyAre() {
    assertThat(Dimension.uniform(0, 1e7).withStep(5e6).values()).containsExactly(0.0, 5e6, 1e7);
  }

  @Test
  void moreStepsThanAnybodyTriesAreRefused() {
    assertThatThrownBy(() -> Dimension.integer(0, Integer.MAX_VALUE))
        .hasMessage(
            "Steps of 1.0 from 0.0 to 2.147483647E9 are more than 1000000; take wider ones, or"
                + " none.");
    assertThatThrownBy(() -> Dimension.uniform(0, 1).withStep(1e-9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aParameterGoesByOneOther() {
    var once = Dimension.choice(1).when("max_depth", 8);

    assertThatThrownBy(() -> once.when("lambda", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A parameter goes by one other, and this by max_depth already.");
  }

  @Test
  void aUniformNumberIsProportionalToTheShare() {
    assertThat(Dimension.uniform(2, 4).at(0.25)).isEqualTo(2.5);
  }

  @Test
  void halfOfALogUniformRangeLiesBelowTheGeometricMean() {
    assertThat(Dimension.logUniform(0.01, 1).at(0.5)).isCloseTo(0.1, within(1e-12));
    assertThat(Dimension.logUniform(0.01, 0.3).at(0)).isEqualTo(0.01);
  }

  @Test
  void readsTheFormsOfASpec() throws Exception {
    assertThat(Dimension.fromJson("eta", json("[0.1, 0.2]"))).isEqualTo(Dimension.choice(0.1, 0.2));
    assertThat(Dimension.fromJson("eta", json("0.1"))).isEqualTo(Dimension.choice(0.1));
    assertThat(Dimension.fromJson("max_depth", json("{'integer': [3, 10]}")))
        .isEqualTo(Dimension.integer(3, 10));
    assertThat(Dimension.fromJson("subsample", json("{'uniform': [0.6, 1], 'step': 0.1}")))
        .isEqualTo(Dimension.uniform(0.6, 1).withStep(0.1));
    assertThat(Dimension.fromJson("eta", json("{'logUniform': [0.01, 0.3]}")))
        .isEqualTo(Dimension.logUniform(0.01, 0.3));
  }

  @Test
  void wholeNumbersMayHaveAStep() throws Exception {
    assertThat(Dimension.fromJson("max_depth", json("{'integer': [3, 9], 'step': 2}")).values())
        .containsExactly(3.0, 5.0, 7.0, 9.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'0.1'",
        "['a']",
        "[]",
        "{'uniform': [1]}",
        "{'uniform': [2, 1]}",
        "{'uniform': [0, 1], 'step': 2}",
        "{'logUniform': [0, 1]}",
        "{'logUniform': [0.1, 1], 'step': 0.1}",
        "{'choice': [0.1, 0.2], 'step': 0.1}",
        "{'uniform': [0, 1], 'step': '0.1'}",
        "{'uniform': [0, 1], 'step': 0}",
        "{'uniform': [0, 1], 'step': -0.1}",
        "{'integer': [1, 3], 'step': 0.5}",
        "{'integer': [1.5, 3]}",
        "{'normal': [0, 1]}"
      })
  void refusesWhatIsNoDimension(String text) throws Exception {
    var node = json(text);

    assertThatThrownBy(() -> Dimension.fromJson("eta", node))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eta")
        .hasMessageEndingWith(".");
  }
}
