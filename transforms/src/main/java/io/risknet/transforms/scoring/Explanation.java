package io.risknet.transforms.scoring;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The score of one loan, and how it comes about. Contributions are to the log odds of default that
 * the model gives, before any calibration; they are those of {@link
 * io.risknet.transforms.bundle.Explainer}, summed over the features that are made of one column.
 *
 * @param probability as {@link Scorer#score(Map)} gives it
 * @param bias the log odds of an average loan
 * @param contributions what each column adds to that, in the order of the model's features; what is
 *     made of several columns stands under the feature's own name
 */
public record Explanation(double probability, double bias, Map<String, Double> contributions) {

  /** Copies the contributions, which keep their order. */
  public Explanation {
    contributions = ImmutableMap.copyOf(contributions);
  }

  /** The log odds of default that the model gives: the bias and all contributions. */
  public double logOdds() {
    return bias + contributions.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * The columns that speak most against the loan, the worst first: those that raise its probability
   * of default. Of equal ones the first is named first.
   *
   * @param most how many at most; there are fewer when fewer speak against it
   */
  public List<String> reasons(int most) {
    var columns = List.copyOf(contributions.keySet());
    return Arrays.stream(Reasons.largest(Doubles.toArray(contributions.values()), most))
        .mapToObj(columns::get)
        .toList();
  }
}
