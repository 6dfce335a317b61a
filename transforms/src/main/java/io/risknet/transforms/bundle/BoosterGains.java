package io.risknet.transforms.bundle;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster.FeatureImportanceType;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What the splits on each feature gain in all, as a share of what all splits gain. */
final class BoosterGains {
  private BoosterGains() {}

  static Map<String, Double> of(byte[] saved, List<String> names) {
    var booster = BoosterPredictor.load(saved, names);
    try {
      // By place: XGBoost4J reads them from a text in which a feature's own name may mean
      // something.
      var places =
          IntStream.range(0, names.size()).mapToObj(place -> "f" + place).toArray(String[]::new);
      var gains = booster.getScore(places, FeatureImportanceType.TOTAL_GAIN);
      double all = 0;
      for (var place : places) {
        all += gains.getOrDefault(place, 0.0);
      }
      var shares = ImmutableMap.<String, Double>builder();
      for (int i = 0; i < places.length; i++) {
        // A feature that no split is on is left out, as all are where the trees have no split.
        shares.put(names.get(i), all == 0 ? 0 : gains.getOrDefault(places[i], 0.0) / all);
      }
      return shares.buildOrThrow();
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not tell what its splits gain.", e);
    } finally {
      booster.dispose();
    }
  }
}
