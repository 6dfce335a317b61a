package io.risknet.transforms.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsotonicCalibratorTest {

  static Stream<Named<JsonNode>> goldens() throws IOException {
    return CalibrationGoldens.all();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void itGivesWhatScikitLearnsRegressionGives(JsonNode golden) {
    var steps = IsotonicCalibrator.fit(CalibrationGoldens.scores(golden));
    var expected = golden.get("isotonic");
    var at = CalibrationGoldens.doubles(expected.get("at"));
    var probabilities = CalibrationGoldens.doubles(expected.get("probabilities"));

    for (int i = 0; i < at.length; i++) {
      assertThat(steps.apply(at[i])).as("at %s", at[i]).isCloseTo(probabilities[i], within(1e-12));
    }
  }

  /** 0.2 and 0.3 violate the order and are pooled: one positive row of two. */
  @Test
  void neighboursThatViolateTheOrderArePooled() {
    var steps =
        IsotonicCalibrator.fit(
            ScoreDistribution.of(new double[] {0.1, 0.2, 0.3, 0.6}, new double[] {0, 1, 0, 1}));

    assertThat(steps.scores()).containsExactly(0.1, 0.2, 0.3, 0.6);
    assertThat(steps.probabilities()).containsExactly(0.0, 0.5, 0.5, 1.0);
  }

  @Test
  void betweenStepsItIsStraightAndBeyondThemLevel() {
    var steps = new IsotonicCalibrator(List.of(0.2, 0.6), List.of(0.1, 0.5));

    assertThat(steps.apply(0.3)).isCloseTo(0.2, within(1e-15));
    assertThat(steps.apply(0.05)).isEqualTo(0.1);
    assertThat(steps.apply(0.9)).isEqualTo(0.5);
    assertThat(steps.apply(Double.NaN)).isNaN();
  }

  @Test
  void withoutARowThereIsNothingToLearn() {
    assertThatThrownBy(() -> IsotonicCalibrator.fit(ScoreDistribution.empty()))
        .hasMessageContaining("no row with a score and a label");
  }

  @Test
  void stepsThatDescendAreRefused() {
    assertThatThrownBy(() -> new IsotonicCalibrator(List.of(0.2, 0.6), List.of(0.5, 0.1)))
        .hasMessageContaining("ascend");
  }

  @Property
  void itNeverFalls(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 9) Integer> scores,
      @ForAll @Size(40) List<@IntRange(max = 1) Integer> labels,
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    var steps = IsotonicCalibrator.fit(rows(scores, labels));

    assertThat(steps.apply(Math.min(one, other)))
        .isLessThanOrEqualTo(steps.apply(Math.max(one, other)));
  }

  @Property
  void theMeanOfTheRowsIsTheirShareOfPositives(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 9) Integer> scores,
      @ForAll @Size(40) List<@IntRange(max = 1) Integer> labels) {
    var rows = rows(scores, labels);
    var steps = IsotonicCalibrator.fit(rows);

    double sum = scores.stream().mapToDouble(score -> steps.apply(score / 10.0)).sum();
    assertThat(sum).isCloseTo((double) rows.positives(), within(1e-9));
  }

  private static ScoreDistribution rows(List<Integer> scores, List<Integer> labels) {
    return ScoreDistribution.of(
        scores.stream().mapToDouble(score -> score / 10.0).toArray(),
        labels.stream().limit(scores.size()).mapToDouble(Integer::doubleValue).toArray());
  }
}
