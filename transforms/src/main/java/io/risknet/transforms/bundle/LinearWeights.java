package io.risknet.transforms.bundle;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.training.TribuoRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;

/**
 * A linear model: the log odds of label 1 are the intercept and each feature times its weight.
 *
 * @param intercept the log odds where all features are 0
 * @param weights one a feature, in their order; 0 of one that the model does not know
 */
public record LinearWeights(double intercept, List<Double> weights) {

  /** Copies the list. */
  public LinearWeights {
    weights = ImmutableList.copyOf(weights);
  }

  /** Those of a model; nothing when it is none of the linear ones. */
  static Optional<LinearWeights> of(Model<Label> model, List<String> names) {
    if (!(model instanceof LinearSGDModel linear)) {
      return Optional.empty();
    }
    var matrix = linear.getWeightsCopy();
    int positive = model.getOutputIDInfo().getID(new Label(TribuoRows.POSITIVE));
    int negative = model.getOutputIDInfo().getID(new Label(TribuoRows.NEGATIVE));
    var features = model.getFeatureIDMap();
    var weights = new ArrayList<Double>();
    for (var name : names) {
      var feature = features.get(name);
      weights.add(
          feature == null
              ? 0
              : matrix.get(positive, feature.getID()) - matrix.get(negative, feature.getID()));
    }
    return Optional.of(
        new LinearWeights(
            matrix.get(positive, features.size()) - matrix.get(negative, features.size()),
            weights));
  }
}
