package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParzenEstimatorTest {
  private static final int PLACES = 1_000;

  /** The first is seen at one place, whose kernel is nearly as wide as the line. */
  @ParameterizedTest
  @ValueSource(strings = {"0.97", "0.9 0.95", "0", "0.1 0.5 0.55 1"})
  void theDensityAddsUpToOne(String places) {
    var density = ParzenEstimator.of(numbers(places), 0);
    double mean =
        IntStream.range(0, PLACES)
            .mapToDouble(i -> Math.exp(density.logDensity((i + 0.5) / PLACES)))
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(1, within(1e-4));
  }

  /** Three standard errors of a share of 40,000 draws are below 0.008. */
  @ParameterizedTest
  @ValueSource(strings = {"0.97", "0.9 0.95", "0.1 0.5 0.55 1"})
  void placesAreDrawnByTheDensity(String places) {
    var density = ParzenEstimator.of(numbers(places), 0);
    var random = new SplittableRandom(1);
    double drawnBelow =
        IntStream.range(0, 40_000).filter(i -> density.draw(random) < 0.25).count() / 40_000.0;
    double below =
        IntStream.range(0, PLACES / 4)
                .mapToDouble(i -> Math.exp(density.logDensity((i + 0.5) / PLACES)))
                .sum()
            / PLACES;

    assertThat(drawnBelow).isCloseTo(below, within(0.008));
  }

  private static double[] numbers(String places) {
    return Arrays.stream(places.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
