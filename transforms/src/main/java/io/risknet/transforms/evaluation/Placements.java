package io.risknet.transforms.evaluation;

/**
 * The placements of rows among those of the other class, whose means are ROC AUC: of a positive row
 * the share of negative rows below it, of a negative row the share of positive rows above it, ties
 * counting half. Rows with the same score have the same placements, so one look at each distinct
 * score gives all (Sun and Xu, "Fast implementation of DeLong's algorithm", IEEE Signal Processing
 * Letters 2014, have them from ranks).
 */
final class Placements {
  /** Takes the placements of the rows at a position of a distribution. */
  interface Visitor {
    void at(int position, double ofPositives, double ofNegatives);
  }

  private Placements() {}

  static void visit(ScoreDistribution scores, Visitor visitor) {
    long positives = scores.positives();
    long negatives = scores.negatives();
    long positivesBelow = 0;
    long negativesBelow = 0;
    for (int i = 0; i < scores.size(); i++) {
      long belowInHalves = 2 * negativesBelow + scores.negatives(i);
      long aboveInHalves = 2 * (positives - positivesBelow) - scores.positives(i);
      visitor.at(i, belowInHalves / (2.0 * negatives), aboveInHalves / (2.0 * positives));
      positivesBelow += scores.positives(i);
      negativesBelow += scores.negatives(i);
    }
  }

  /** The placement of each of the rows that a distribution was made of, all scored and labelled. */
  static double[] ofRows(ScoreDistribution distribution, double[] scores, double[] labels) {
    var ofPositives = new double[distribution.size()];
    var ofNegatives = new double[distribution.size()];
    visit(
        distribution,
        (position, ofPositive, ofNegative) -> {
          ofPositives[position] = ofPositive;
          ofNegatives[position] = ofNegative;
        });
    var placements = new double[scores.length];
    for (int row = 0; row < scores.length; row++) {
      int position = distribution.position(scores[row]);
      placements[row] = labels[row] == 1 ? ofPositives[position] : ofNegatives[position];
    }
    return placements;
  }
}
