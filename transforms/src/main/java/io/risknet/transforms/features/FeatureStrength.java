package io.risknet.transforms.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How strongly a single column tells positive rows from negative ones, on the training rows as
 * cross-fitted, and whether that is too strong to be honest.
 *
 * <p>The bars stand where an honest column of AUC 0.85 would: were its values normal in both
 * classes, with means {@code d = 1.47} deviations apart, then its information value is {@code d^2 =
 * 2.1}, and about a fifth of each class lies where the odds are ten times better or worse than
 * average. One column known at the decision does not reach that: of mortgages a credit score has an
 * AUC of about 0.75 ({@code d = 0.95}: information value 0.9, and 3 % of a class at such odds), of
 * credit cards the last payment status about 0.70. What is made from the outcome need not have a
 * high AUC, because it may be high and low at both ends; but it clears or condemns a large part of
 * the rows, as the value that only loans that survived can reach, and there it passes the last two
 * bars.
 *
 * @param column the encoded column
 * @param rows rows with a label
 * @param auc area under the ROC curve of the values that are not missing, of the better
 *     orientation, 0.5 to 1
 * @param missingAuc the same of being missing or not
 * @param informationValue information value over bins of equal size, with one for missing (Siddiqi,
 *     2006); half a row is added to each class of a bin
 * @param clearedShare share of the negative rows in bins whose odds of being positive are less than
 *     a tenth of the average
 * @param condemnedShare share of the positive rows in bins whose odds are more than ten times the
 *     average
 */
public record FeatureStrength(
    String column,
    long rows,
    double auc,
    double missingAuc,
    double informationValue,
    double clearedShare,
    double condemnedShare) {

  /** An AUC above this is implausible, of values or of missingness. */
  public static final double MAX_AUC = 0.85;

  /** An information value above this is implausible. */
  public static final double MAX_INFORMATION_VALUE = 2.1;

  /** A larger share of a class at a tenth, or ten times, the average odds is implausible. */
  public static final double MAX_SHARE = 0.20;

  /** What is implausible about the column, each as part of a sentence; empty when nothing is. */
  public List<String> suspicions() {
    var suspicions = new ArrayList<String>();
    suspect(suspicions, auc > MAX_AUC, "its AUC alone is %.2f", auc);
    suspect(suspicions, missingAuc > MAX_AUC, "being missing alone has an AUC of %.2f", missingAuc);
    suspect(
        suspicions,
        informationValue > MAX_INFORMATION_VALUE,
        "its information value is %.2f",
        informationValue);
    suspect(
        suspicions,
        clearedShare > MAX_SHARE,
        "it clears %.0f %% of the negative rows of nearly all risk",
        100 * clearedShare);
    suspect(
        suspicions,
        condemnedShare > MAX_SHARE,
        "it gives away %.0f %% of the positive rows",
        100 * condemnedShare);
    return suspicions;
  }

  /** Whether anything about the column is implausible. */
  public boolean suspicious() {
    return !suspicions().isEmpty();
  }

  private static void suspect(List<String> suspicions, boolean when, String what, double value) {
    if (when) {
      suspicions.add(String.format(Locale.ROOT, what, value));
    }
  }
}
