package io.risknet.transforms.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How strongly a single column tells positive rows from negative ones, on the training rows as
 * cross-fitted, and whether that is too strong to be honest.
 *
 * <p>The bars of AUC, information value and condemned share stand where an honest column of AUC
 * 0.85 would: were its values normal in both classes, with means {@code d = 1.47} deviations apart,
 * then its information value is {@code d^2 = 2.1}, and about a fifth of the positive rows lies
 * where the odds are ten times the average. One column known at the decision does not reach that:
 * of mortgages a credit score has an AUC of about 0.75 ({@code d = 0.95}: information value 0.9,
 * and 3 % of the positive rows at such odds), of credit cards the last payment status about 0.70.
 *
 * <p>What is made from the outcome need not have a high AUC, because it may tell of some rows all
 * and of others little; but it clears many, by values that only loans that survived can reach. At
 * the decision there are symptoms that condemn, such as a payment missed, but hardly any that
 * clear: anybody may lose work later. So the bar of the clearance is lower, that of an honest
 * column of AUC 0.78: with {@code d = 1.08}, the quarter of the rows least at risk has an eighth of
 * the others' odds (a sixth with {@code d = 0.95}).
 *
 * @param column the encoded column
 * @param rows rows with a label
 * @param auc area under the ROC curve of the values that are not missing, of the better
 *     orientation, 0.5 to 1
 * @param missingAuc the same of being missing or not
 * @param informationValue information value over bins of equal size, with one for missing (Siddiqi,
 *     2006); half a row is added to each class of a bin
 * @param clearance how many times the odds of the quarter of the rows least at risk those of the
 *     other rows are, at least: the lower end of a one-sided 95 % interval (Woolf, 1955), so that
 *     few rows prove nothing
 * @param condemnedShare share of the positive rows in bins whose odds are more than ten times the
 *     average
 */
public record FeatureStrength(
    String column,
    long rows,
    double auc,
    double missingAuc,
    double informationValue,
    double clearance,
    double condemnedShare) {

  /** An AUC above this is implausible, of values or of missingness. */
  public static final double MAX_AUC = 0.85;

  /** An information value above this is implausible. */
  public static final double MAX_INFORMATION_VALUE = 2.1;

  /** A higher {@link #clearance} is implausible. */
  public static final double MAX_CLEARANCE = 8;

  /** A larger share of the positive rows at ten times the average odds is implausible. */
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
        clearance > MAX_CLEARANCE,
        "a quarter of the rows has by it less than 1/%.0f of the others' risk",
        clearance);
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
