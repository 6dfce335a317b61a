package io.risknet.runners;

import java.util.Map;

/**
 * ROC AUC by its meaning: of all pairs of a bad and a good row, how often the bad scores higher.
 */
final class Pairs {
  private Pairs() {}

  /** Ties count half. Both maps go by id; labels are 1 or 0, and may tell of more rows. */
  static double area(Map<String, String> probabilities, Map<String, String> labels) {
    double wins = 0;
    long pairs = 0;
    for (var bad : probabilities.entrySet()) {
      for (var good : probabilities.entrySet()) {
        if (labels.get(bad.getKey()).equals("1") && labels.get(good.getKey()).equals("0")) {
          pairs++;
          double higher = Double.parseDouble(bad.getValue());
          wins += Double.compare(higher, Double.parseDouble(good.getValue())) * 0.5 + 0.5;
        }
      }
    }
    return wins / pairs;
  }
}
