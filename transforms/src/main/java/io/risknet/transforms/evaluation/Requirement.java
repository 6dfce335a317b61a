package io.risknet.transforms.evaluation;

import java.util.Optional;

/** What a metric needs of scores: why they do not define it, in a sentence; empty when they do. */
final class Requirement {
  private Requirement() {}

  static Optional<String> bothClasses(long positives, long negatives) {
    return positives > 0 && negatives > 0
        ? Optional.empty()
        : Optional.of(
            "It needs rows of both classes; there are %d positive and %d negative ones."
                .formatted(positives, negatives));
  }

  static Optional<String> positives(long positives) {
    return positives > 0 ? Optional.empty() : Optional.of("It needs positive rows; there is none.");
  }

  static Optional<String> rows(ScoreDistribution scores) {
    return scores.size() > 0
        ? Optional.empty()
        : Optional.of("There is no row with a score and a label.");
  }

  static Optional<String> probabilities(ScoreDistribution scores) {
    var rows = rows(scores);
    if (rows.isPresent()) {
      return rows;
    }
    double lowest = scores.score(0);
    double highest = scores.score(scores.size() - 1);
    return lowest >= 0 && highest <= 1
        ? Optional.empty()
        : Optional.of(
            "It needs probabilities; the scores run from %s to %s.".formatted(lowest, highest));
  }
}
