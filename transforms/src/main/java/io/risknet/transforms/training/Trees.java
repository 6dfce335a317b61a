package io.risknet.transforms.training;

import java.util.SortedMap;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;

/** Tribuo's decision trees, one or many. */
final class Trees {
  static final Parameter MAX_DEPTH = Parameter.whole("max_depth", 1, 30);
  static final Parameter MIN_CHILD_WEIGHT =
      Parameter.above("min_child_weight", 0, Double.POSITIVE_INFINITY);

  /**
   * The mean of the trees' probabilities. The alternative counts votes for the more probable label,
   * and where defaults are rare hardly a leaf has a majority of them.
   */
  private static final FullyWeightedVotingCombiner MEAN = new FullyWeightedVotingCombiner();

  /** Of a tree of a forest, if none is given. */
  static final double FOREST_DEPTH = 10;

  /** Of a tree that stands alone, if none is given. */
  static final double LONE_DEPTH = 4;

  private Trees() {}

  /** One tree that looks at all columns. */
  static Model<Label> one(Dataset<Label> rows, SortedMap<String, Double> given, int seed) {
    return trainer(given, LONE_DEPTH, 50, 1, seed).train(rows);
  }

  /** So many trees, each on as many rows drawn with replacement. */
  static WeightedEnsembleModel<Label> forest(
      Dataset<Label> rows, SortedMap<String, Double> given, int seed, int trees) {
    int columns = rows.getFeatureMap().size();
    double fraction = given.getOrDefault("feature_fraction", 1 / Math.sqrt(columns));
    // Tribuo rounds, and takes no column for an answer.
    float atLeastOne = (float) Math.max(fraction, 1.0 / columns);
    var tree = trainer(given, FOREST_DEPTH, 5, atLeastOne, seed);
    // Tribuo's forest refuses to look at all columns; what it does besides is bagging.
    var trainer =
        atLeastOne < 1
            ? new RandomForestTrainer<>(tree, MEAN, trees, seed)
            : new BaggingTrainer<>(tree, MEAN, trees, seed);
    return (WeightedEnsembleModel<Label>) trainer.train(rows);
  }

  /** The forest of the first trees, which is the one that a training of so many gives. */
  static Model<Label> first(WeightedEnsembleModel<Label> forest, int trees) {
    return new WeightedEnsembleModel<>(
        forest.getName(),
        forest.getProvenance(),
        forest.getFeatureIDMap(),
        forest.getOutputIDInfo(),
        forest.getModels().subList(0, trees),
        MEAN);
  }

  private static CARTClassificationTrainer trainer(
      SortedMap<String, Double> given, double depth, double weight, float fraction, int seed) {
    return new CARTClassificationTrainer(
        given.getOrDefault("max_depth", depth).intValue(),
        given.getOrDefault("min_child_weight", weight).floatValue(),
        0,
        fraction,
        new GiniIndex(),
        seed);
  }
}
