package io.risknet.transforms.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.training.TribuoAlgorithm;
import io.risknet.transforms.training.TribuoLearner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearExplainerTest {
  private static final List<String> NAMES = List.of("z", "few", "a");
  private static final FloatMatrix ROWS = rows(400);
  private static final Provenance PROVENANCE =
      Provenance.of("t", Map.of(), "d", Instant.parse("2026-01-31T12:00:00Z"));

  /** One column has three values, of which Tribuo keeps counts; the others have many. */
  private static FloatMatrix rows(int rows) {
    var random = new Random(2);
    var matrix = FloatMatrix.of(rows, 3);
    for (int row = 0; row < rows; row++) {
      matrix.set(row, 0, (float) (3 + random.nextGaussian()));
      matrix.set(row, 1, random.nextInt(3));
      matrix.set(row, 2, (float) random.nextGaussian());
    }
    return matrix;
  }

  private static StoredModel train(TribuoAlgorithm algorithm) {
    var random = new Random(4);
    var labels = new float[ROWS.rows()];
    for (int row = 0; row < labels.length; row++) {
      double logOdds = 2 * (ROWS.get(row, 0) - 3) - ROWS.get(row, 1);
      labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    }
    var saved =
        new TribuoLearner(algorithm)
            .train(LabelledMatrix.of(NAMES, ROWS, labels), new TreeMap<>(), 1, 20);
    return StoredModel.of(saved, NAMES, PROVENANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGISTIC_REGRESSION", "LIBLINEAR"})
  void contributionsAndBiasAddUpToTheLogOdds(TribuoAlgorithm algorithm) {
    var model = train(algorithm);
    var probabilities = model.predictor(NAMES).predict(ROWS);
    var contributions = model.explainer(NAMES).contributions(ROWS);

    for (int row = 0; row < ROWS.rows(); row++) {
      double sum = 0;
      for (int i = 0; i <= NAMES.size(); i++) {
        sum += contributions.get(row, i);
      }
      assertThat(1 / (1 + Math.exp(-sum))).isCloseTo(probabilities[row], within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGISTIC_REGRESSION", "LIBLINEAR"})
  void contributionsOfTheTrainingRowsAreZeroOnAverage(TribuoAlgorithm algorithm) {
    var contributions = train(algorithm).explainer(NAMES).contributions(ROWS);

    for (int i = 0; i < NAMES.size(); i++) {
      double sum = 0;
      for (int row = 0; row < ROWS.rows(); row++) {
        sum += contributions.get(row, i);
      }
      assertThat(sum / ROWS.rows()).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void aContributionIsTheWeightTimesTheDistanceFromTheMean() {
    var contributions = train(TribuoAlgorithm.LIBLINEAR).explainer(NAMES).contributions(ROWS);

    double slope =
        (contributions.get(1, 0) - contributions.get(0, 0)) / (ROWS.get(1, 0) - ROWS.get(0, 0));
    assertThat(slope).isBetween(1.5, 2.6);
  }

  @ParameterizedTest
  @EnumSource(names = {"RANDOM_FOREST", "BASELINE"})
  void otherModelsHaveNone(TribuoAlgorithm algorithm) {
    var model = train(algorithm);

    assertThatThrownBy(() -> model.explainer(NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("train a model of xgboost, logistic-regression or liblinear");
    assertThat(model.gains(NAMES)).isEmpty();
  }

  @Test
  void aMissingValueIsNotTakenForZero() {
    var rows = FloatMatrix.of(1, 3);
    rows.set(0, 1, Float.NaN);
    var explainer = train(TribuoAlgorithm.LIBLINEAR).explainer(NAMES);

    assertThatThrownBy(() -> explainer.contributions(rows))
        .hasMessageContaining("the column 'few' has some");
  }
}
