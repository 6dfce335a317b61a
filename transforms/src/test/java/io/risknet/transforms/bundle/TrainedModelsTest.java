package io.risknet.transforms.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.training.SavedModel;
import io.risknet.transforms.training.Training;
import io.risknet.transforms.training.TribuoAlgorithm;
import io.risknet.transforms.training.TribuoLearner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What learners save, as a bundle keeps it. */
class TrainedModelsTest {
  private static final List<String> NAMES = List.of("score", "dti", "channel=R", "age");
  private static final Provenance PROVENANCE =
      Provenance.of(
          "t-1", Map.of("rounds", "5"), "rows:300", Instant.parse("2026-01-31T12:00:00Z"));
  private static final LabelledMatrix ROWS = rows();

  @ParameterizedTest
  @EnumSource
  void predictsWhatTheSearchSaw(TribuoAlgorithm algorithm) {
    var learner = new TribuoLearner(algorithm);
    var seen = new TreeMap<Integer, float[]>();
    var unused =
        learner
            .prepare(ROWS, ROWS)
            .train(
                Training.of(new TreeMap<>(), 3, List.of(5)),
                (rounds, probabilities) -> seen.put(rounds, probabilities) == null);

    var stored = StoredModel.of(saved(algorithm), NAMES, PROVENANCE);
    var read = StoredModel.of(Optional.empty(), stored.tribuo());

    assertThat(read.predictor(NAMES).predict(ROWS.values())).isEqualTo(seen.get(5));
  }

  @ParameterizedTest
  @EnumSource
  void equalTrainingsAreStoredAsEqualBytes(TribuoAlgorithm algorithm) {
    var first = saved(algorithm);
    var second = saved(algorithm);

    assertThat(StoredModel.of(second, NAMES, PROVENANCE))
        .isEqualTo(StoredModel.of(first, NAMES, PROVENANCE));
  }

  @ParameterizedTest
  @EnumSource
  void theProvenanceIsThatOfTheRun(TribuoAlgorithm algorithm) {
    var provenance = StoredModel.of(saved(algorithm), NAMES, PROVENANCE).toTribuo().getProvenance();

    assertThat(provenance.getTrainingTime()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(provenance.getInstanceProvenance().getMap())
        .containsOnlyKeys("risknet-version", "trial", "parameter:rounds");
    assertThat(provenance.getOS()).isEqualTo("unknown-version");
    assertThat(provenance.getDatasetProvenance().getSourceProvenance().toString())
        .contains("rows:300");
  }

  /** Tribuo would take it for zero. */
  @ParameterizedTest
  @EnumSource
  void aMissingValueIsRefused(TribuoAlgorithm algorithm) {
    var predictor = StoredModel.of(saved(algorithm), NAMES, PROVENANCE).predictor(NAMES);
    var row = FloatMatrix.of(1, NAMES.size());
    row.set(0, 1, Float.NaN);

    assertThatThrownBy(() -> predictor.predict(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The model can't take missing values, and the column 'dti' has some; add `impute` to"
                + " the features.");
  }

  private static SavedModel saved(TribuoAlgorithm algorithm) {
    return new TribuoLearner(algorithm).train(ROWS, new TreeMap<>(), 3, 5);
  }

  private static LabelledMatrix rows() {
    var values = Boosters.rows(300, NAMES.size(), 1);
    var labels = new float[values.rows()];
    for (int row = 0; row < labels.length; row++) {
      for (int column = 0; column < values.columns(); column++) {
        if (Float.isNaN(values.get(row, column))) {
          values.set(row, column, 0);
        }
      }
      labels[row] = values.get(row, 0) > values.get(row, 1) ? 1 : 0;
    }
    return LabelledMatrix.of(NAMES, values, labels);
  }
}
