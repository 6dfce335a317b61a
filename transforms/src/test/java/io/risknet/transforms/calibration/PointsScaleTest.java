package io.risknet.transforms.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsScaleTest {
  private static final PointsScale SCALE = new PointsScale(600, 50, 20);

  @ParameterizedTest
  @CsvSource({"50, 600", "100, 620", "200, 640", "25, 580", "12.5, 560"})
  void twiceTheOddsAreSoManyPointsMore(double goodToBad, double points) {
    assertThat(SCALE.points(1 / (1 + goodToBad))).isEqualTo(points);
  }

  /** Siddiqi's example: 600 points at 30 to 1 and 20 to double give 28.8539 and 501.8622. */
  @Test
  void factorAndOffsetAreThoseOfTheBook() {
    var scale = new PointsScale(600, 30, 20);

    assertThat(scale.factor()).isCloseTo(28.8539, within(5e-5));
    assertThat(scale.offset()).isCloseTo(501.8622, within(5e-5));
    assertThat(scale.ofLogOdds(0)).isEqualTo(scale.offset());
    assertThat(scale.ofLogOdds(-1)).isCloseTo(530.7161, within(1e-4));
  }

  @Test
  void pointsAreToldToAHundredth() {
    // 487.1229 - 28.8539 * ln(3 / 7) is 511.571.
    assertThat(SCALE.points(0.3)).isEqualTo(511.57);
  }

  @Test
  void certaintyHasPointsToo() {
    // 24 bits are 24 times the points that double the odds.
    assertThat(SCALE.points(0)).isCloseTo(SCALE.offset() + 24 * 20, within(0.01));
    assertThat(SCALE.points(1)).isCloseTo(SCALE.offset() - 24 * 20, within(0.01));
  }

  @Test
  void whatIsLeftOutOfItsJsonHasADefault() throws Exception {
    var json = JsonMapper.builder().build();

    assertThat(json.readValue("{}", PointsScale.class)).isEqualTo(SCALE);
    assertThat(json.readValue("{\"baseScore\": 0}", PointsScale.class))
        .isEqualTo(new PointsScale(0, 50, 20));
    assertThat(json.readValue(json.writeValueAsString(new PointsScale(1, 2, 3)), PointsScale.class))
        .isEqualTo(new PointsScale(1, 2, 3));
  }

  @Test
  void numbersThatMakeNoScaleAreRefused() {
    assertThatThrownBy(() -> new PointsScale(600, 50, 0))
        .hasMessage("pointsToDouble is 0.0; it takes a number of points above 0");
    assertThatThrownBy(() -> new PointsScale(600, -1, 20))
        .hasMessage("baseOdds is -1.0; it takes the number of good loans to a bad one, above 0");
    assertThatThrownBy(() -> new PointsScale(Double.NaN, 50, 20))
        .hasMessage("baseScore is NaN; it takes a finite number");
  }

  @Test
  void itTellsWhatItMeans() {
    assertThat(SCALE)
        .hasToString(
            "600 points stand for odds of 50 good loans to a bad one, and 20 more for twice the"
                + " odds");
  }
}
