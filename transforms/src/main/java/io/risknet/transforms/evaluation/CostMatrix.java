package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * What a mistake costs: of taking a negative row for a positive one (business that is turned away)
 * and a positive one for negative (a loss). In any unit; what is right costs nothing (Elkan, "The
 * foundations of cost-sensitive learning", IJCAI 2001).
 *
 * <pre>{@code
 * var cutOff = CutOff.cheapest(scores, new CostMatrix(1, 12));
 * }</pre>
 *
 * @param falsePositive of a negative row with a score of at least the threshold
 * @param falseNegative of a positive row with a lower score
 */
public record CostMatrix(double falsePositive, double falseNegative) implements Serializable {

  /** Checks the costs. */
  public CostMatrix {
    checkArgument(
        falsePositive >= 0
            && falseNegative >= 0
            && falsePositive + falseNegative > 0
            && Double.isFinite(falsePositive + falseNegative),
        "falsePositive and falseNegative are costs of at least 0, and not both 0; they are %s and"
            + " %s",
        falsePositive,
        falseNegative);
  }

  @JsonCreator
  static CostMatrix fromJson(
      @JsonProperty("falsePositive") Double falsePositive,
      @JsonProperty("falseNegative") Double falseNegative) {
    checkArgument(
        falsePositive != null && falseNegative != null,
        "it takes both costs, such as {falsePositive: 1, falseNegative: 12}");
    return new CostMatrix(falsePositive, falseNegative);
  }

  /** The threshold that is cheapest for calibrated probabilities, whatever the rows. */
  public double thresholdWhenCalibrated() {
    return falsePositive / (falsePositive + falseNegative);
  }

  /** The cost of the mistakes. */
  public double of(ConfusionMatrix matrix) {
    return of(matrix.falsePositives(), matrix.falseNegatives());
  }

  double of(long falsePositives, long falseNegatives) {
    return falsePositives * falsePositive + falseNegatives * falseNegative;
  }
}
