package io.risknet.transforms.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.training.TribuoRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class TribuoModelsTest {
  // Not in alphabetical order, which is the order of Tribuo's own feature numbers.
  private static final List<String> NAMES =
      List.of("score", "dti", "channel=R", "channel=B", "ltv:log", "age");
  private static final FloatMatrix ROWS = Boosters.rows(500, NAMES.size(), 2);
  private static final Provenance PROVENANCE =
      Provenance.of(
          "t-1", Map.of("max_depth", "3"), "rows:600", Instant.parse("2026-01-31T12:00:00.5Z"));

  private static byte[] booster;
  private static float[] expected;

  @BeforeAll
  static void train() throws Exception {
    booster = Boosters.train(Boosters.rows(600, NAMES.size(), 1), "binary:logistic");
    for (int column = 0; column < NAMES.size(); column++) {
      ROWS.set(0, column, Float.NaN);
      ROWS.set(1, column, 0);
    }
    expected = Boosters.predict(booster, ROWS);
  }

  private static List<Example<Label>> examples() {
    var examples = new ArrayList<Example<Label>>();
    for (int row = 0; row < ROWS.rows(); row++) {
      examples.add(TribuoRows.example(NAMES, ROWS, row));
    }
    return examples;
  }

  private static double probability(Prediction<Label> prediction) {
    return prediction.getOutputScores().get("1").getScore();
  }

  @Test
  void theRowsTellMissingFromZero() {
    assertThat(expected[0]).isNotEqualTo(expected[1]);
    assertThat(IntStream.range(0, expected.length).mapToObj(row -> expected[row]).distinct())
        .hasSizeGreaterThan(100);
  }

  @Test
  void tribuoPredictsWhatXgboostDoesRowByRowAndInBatches() {
    var model = TribuoModels.wrap(booster, NAMES, PROVENANCE);
    var batch = model.predict(examples());

    for (int row = 0; row < ROWS.rows(); row++) {
      var single = model.predict(examples().get(row));
      assertThat(probability(single)).isCloseTo(expected[row], within(1e-6));
      assertThat(probability(batch.get(row))).isCloseTo(expected[row], within(1e-6));
      assertThat(single.getOutput().getLabel()).isEqualTo(expected[row] > 0.5 ? "1" : "0");
      assertThat(single.getOutputScores().get("0").getScore())
          .isCloseTo(1 - expected[row], within(1e-6));
    }
  }

  /** So that nobody leaves the NaN in and takes it for missing: examples go through our own. */
  @Test
  void tribuoItselfRefusesANaN() {
    var model = TribuoModels.wrap(booster, NAMES, PROVENANCE);
    var example =
        new ArrayExample<>(
            LabelFactory.UNKNOWN_LABEL, new String[] {"dti"}, new double[] {Double.NaN});

    assertThatThrownBy(() -> model.predict(example)).hasMessageContaining("NaN");
  }

  @Test
  void theProtobufFormPredictsTheSame() {
    var bytes = TribuoModels.bytes(TribuoModels.wrap(booster, NAMES, PROVENANCE));
    var predictions = TribuoModels.read(bytes).predict(examples());

    for (int row = 0; row < ROWS.rows(); row++) {
      assertThat(probability(predictions.get(row))).isCloseTo(expected[row], within(1e-6));
    }
  }

  @Test
  void equalModelsHaveEqualBytes() {
    var bytes = TribuoModels.bytes(TribuoModels.wrap(booster, NAMES, PROVENANCE));

    assertThat(TribuoModels.bytes(TribuoModels.wrap(booster, NAMES, PROVENANCE))).isEqualTo(bytes);
    assertThat(TribuoModels.bytes(TribuoModels.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void theProvenanceIsTribuos() {
    var provenance = TribuoModels.wrap(booster, NAMES, PROVENANCE).getProvenance();

    assertThat(provenance.getTrainingTime()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(provenance.getInstanceProvenance().getMap())
        .containsOnlyKeys("risknet-version", "trial", "parameter:max_depth")
        .hasEntrySatisfying("trial", value -> assertThat(value.toString()).isEqualTo("t-1"));
    assertThat(provenance.toString()).doesNotContain(System.getProperty("user.dir"));
    assertThat(provenance.getDatasetProvenance().getSourceProvenance().toString())
        .contains("rows:600");
  }

  @Test
  void tribuoNamesTheFeaturesThatMatter() {
    var top = TribuoModels.wrap(booster, NAMES, PROVENANCE).getTopFeatures(2);

    assertThat(top.get(Model.ALL_OUTPUTS)).hasSize(2);
    assertThat(top.get(Model.ALL_OUTPUTS).get(0).getA()).isEqualTo("score");
  }

  @Test
  void aBoosterWithTwoOutputsIsRefused() throws Exception {
    var softprob = Boosters.train(Boosters.rows(100, NAMES.size(), 1), "multi:softprob");
    var model = TribuoModels.wrap(softprob, NAMES, PROVENANCE);

    assertThatThrownBy(() -> model.predict(examples().get(0)))
        .hasMessageContaining("has 2 outputs")
        .hasMessageContaining("binary:logistic");
    assertThatThrownBy(() -> StoredModel.ofBooster(softprob, NAMES, PROVENANCE).predictor(NAMES))
        .hasMessageContaining("instead of one probability");
  }

  @Test
  void predictorsOfBothKindsAgreeAlsoOnAWindow() {
    var nativeModel = StoredModel.ofBooster(booster, NAMES, PROVENANCE);
    var tribuo = StoredModel.ofTribuo(TribuoModels.wrap(booster, NAMES, PROVENANCE));

    assertThat(nativeModel.booster()).isPresent();
    assertThat(tribuo.booster()).isEmpty();
    assertThat(nativeModel.predictor(NAMES).predict(ROWS)).isEqualTo(expected);
    assertThat(tribuo.predictor(NAMES).predict(ROWS)).isEqualTo(expected);
    assertThat(nativeModel.predictor(NAMES).predict(ROWS.window(10, 5)))
        .isEqualTo(Arrays.copyOfRange(expected, 10, 15));
    assertThat(nativeModel.predictor(NAMES).predict(ROWS.window(10, 0))).isEmpty();
  }

  @Test
  void aClassifierWithoutProbabilitiesIsRefused() {
    var data =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("two", new LabelFactory()), new LabelFactory());
    for (var label : List.of("0", "1", "0")) {
      data.add(new ArrayExample<>(new Label(label), new String[] {"dti"}, new double[] {1}));
    }
    Model<Label> model = DummyClassifierTrainer.createMostFrequentTrainer().train(data);

    assertThatThrownBy(() -> StoredModel.ofTribuo(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not give a probability of label 1");
  }

  @Test
  void whatIsNoModelIsRefusedWithASentence() {
    var none = new byte[] {1, 2, 3};

    assertThatThrownBy(() -> TribuoModels.read(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't read the model");
    assertThatThrownBy(() -> TribuoModels.wrap(none, NAMES, PROVENANCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't read the booster");
    assertThatThrownBy(
            () -> StoredModel.ofBooster(booster, NAMES, PROVENANCE).predictor(NAMES.subList(0, 3)))
        .hasMessageContaining("takes 6 features, and there are 3");
  }
}
