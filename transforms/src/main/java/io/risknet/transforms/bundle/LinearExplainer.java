package io.risknet.transforms.bundle;

import com.google.common.primitives.Doubles;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.training.TribuoRows;
import java.util.List;
import org.tribuo.CategoricalInfo;
import org.tribuo.Model;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;

/**
 * Contributions to a linear model's log odds: weight times the distance from the mean. The means
 * are those over the training rows, which Tribuo keeps in its models.
 */
final class LinearExplainer implements Explainer {
  private final List<String> names;
  private final double[] weights;
  private final double[] means;
  private final double bias;

  private LinearExplainer(List<String> names, double[] weights, double[] means, double intercept) {
    this.names = names;
    this.weights = weights;
    this.means = means;
    double sum = intercept;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * means[i];
    }
    this.bias = sum;
  }

  static LinearExplainer of(Model<Label> model, List<String> names) {
    var linear =
        LinearWeights.of(model, names)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("Reasons take contributions that add up to the log odds, and a %s has"
                                + " none; train a model of xgboost, logistic-regression or"
                                + " liblinear.")
                            .formatted(model.getClass().getSimpleName())));
    long rows = model.getOutputIDInfo().getTotalObservations();
    var means = new double[names.size()];
    for (int i = 0; i < means.length; i++) {
      var feature = model.getFeatureIDMap().get(names.get(i));
      if (feature != null) {
        // Tribuo takes no notice of zeros, and so its mean is of the others.
        means[i] = feature.getCount() == 0 ? 0 : mean(feature) * feature.getCount() / rows;
      }
    }
    return new LinearExplainer(names, Doubles.toArray(linear.weights()), means, linear.intercept());
  }

  /** Of a column of few values Tribuo keeps their counts. */
  private static double mean(VariableInfo feature) {
    if (feature instanceof RealInfo real) {
      return real.getMean();
    }
    if (feature instanceof CategoricalInfo few) {
      return few.generateRealInfo().getMean();
    }
    throw new IllegalArgumentException(
        "The model does not say what the mean of '%s' is; train it anew."
            .formatted(feature.getName()));
  }

  @Override
  public FloatMatrix contributions(FloatMatrix rows) {
    TribuoRows.requireNoneMissing("The model", names, rows);
    var contributions = FloatMatrix.of(rows.rows(), weights.length + 1);
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = 0; i < weights.length; i++) {
        contributions.set(row, i, (float) (weights[i] * (rows.get(row, i) - means[i])));
      }
      contributions.set(row, weights.length, (float) bias);
    }
    return contributions;
  }
}
