package io.risknet.transforms.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.features.FloatMatrix;
import java.util.List;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.XGBoostError;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever a row holds, its contributions add up to what is predicted. */
class AdditivityTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final StoredModel MODEL = train();
  private static final Predictor PREDICTOR = MODEL.predictor(NAMES);
  private static final Explainer EXPLAINER = MODEL.explainer(NAMES);

  private static StoredModel train() {
    try {
      var booster = Boosters.train(Boosters.rows(300, NAMES.size(), 3), "binary:logistic");
      return StoredModel.of(Optional.of(booster), new byte[0]);
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  @Provide
  Arbitrary<Float> values() {
    return Arbitraries.oneOf(
        Arbitraries.floats().between(-3, 3),
        Arbitraries.of(0f, -0f, Float.NaN, Float.MAX_VALUE, -Float.MAX_VALUE));
  }

  @Property
  void contributionsAndBiasAddUpToTheLogOdds(@ForAll @Size(4) List<@From("values") Float> values) {
    var row = FloatMatrix.of(1, NAMES.size());
    for (int column = 0; column < NAMES.size(); column++) {
      row.set(0, column, values.get(column));
    }
    var contributions = EXPLAINER.contributions(row);
    double sum = 0;
    for (int column = 0; column <= NAMES.size(); column++) {
      sum += contributions.get(0, column);
    }
    double probability = PREDICTOR.predict(row)[0];
    double logOdds = Math.log(probability / (1 - probability));

    assertThat(sum).isCloseTo(logOdds, within(1e-4 * Math.max(1, Math.abs(logOdds))));
  }
}
