package io.risknet.transforms.training;

import static java.lang.Double.POSITIVE_INFINITY;

import java.util.List;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** The algorithms of {@link TribuoLearner}, with their parameters and what a round is. */
public enum TribuoAlgorithm {
  /**
   * Logistic regression by stochastic gradient descent; a round is a pass over the rows. Columns
   * should be of one scale. {@code eta} (0.1 if it is not given) is AdaGrad's learning rate. Each
   * number of rounds is a training of its own, as Tribuo shows nobody the weights on the way.
   *
   * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan and Singer: Adaptive
   *     Subgradient Methods</a>
   */
  LOGISTIC_REGRESSION("logistic-regression"),

  /**
   * Logistic regression by LIBLINEAR, up to where it hardly gets better ({@code epsilon}, 0.01);
   * there are no rounds. Columns should be of one scale. {@code penalty} 1 leaves some weights at
   * zero, 2 (the default) makes all of them small: the more so, the smaller {@code C} (1).
   *
   * @see <a href="https://www.csie.ntu.edu.tw/~cjlin/liblinear/">LIBLINEAR</a>
   */
  LIBLINEAR("liblinear"),

  /**
   * A random forest; a round is a tree. A split looks at a {@code feature_fraction} of the columns
   * (as many as the root of their number), a tree ends at {@code max_depth} (10), and a node of
   * fewer rows than {@code min_child_weight} (5) is not split.
   *
   * @see <a href="https://doi.org/10.1023/A:1010933404324">Breiman: Random Forests</a>
   */
  RANDOM_FOREST("random-forest"),

  /**
   * One small tree, to see what a search is worth: it can be drawn on a page, needs no scaling, and
   * there are no rounds. Simpler would be to give every row the same probability, which ranks
   * nothing. {@code max_depth} is 4 and {@code min_child_weight} 50 if they are not given.
   *
   * @see <a href="https://doi.org/10.1201/9781315139470">Breiman, Friedman, Olshen and Stone:
   *     Classification and Regression Trees</a>
   */
  BASELINE("baseline");

  private static final int LOG_NOTHING = -1;

  private final String learner;

  TribuoAlgorithm(String learner) {
    this.learner = learner;
  }

  /** What specs call it. */
  String learner() {
    return learner;
  }

  /** The hyperparameters it knows. */
  List<Parameter> parameters() {
    return switch (this) {
      case LOGISTIC_REGRESSION -> List.of(Parameter.above("eta", 0, POSITIVE_INFINITY));
      case LIBLINEAR ->
          List.of(
              Parameter.above("C", 0, POSITIVE_INFINITY),
              Parameter.above("epsilon", 0, 1),
              Parameter.whole("penalty", 1, 2));
      case RANDOM_FOREST ->
          List.of(
              Parameter.above("feature_fraction", 0, 1), Trees.MAX_DEPTH, Trees.MIN_CHILD_WEIGHT);
      case BASELINE -> List.of(Trees.MAX_DEPTH, Trees.MIN_CHILD_WEIGHT);
    };
  }

  /** How often a round goes over the rows: a tree does so once for each level. */
  double passes(SortedMap<String, Double> given) {
    return switch (this) {
      case LOGISTIC_REGRESSION, LIBLINEAR -> 1;
      case RANDOM_FOREST -> given.getOrDefault(Trees.MAX_DEPTH.name(), Trees.FOREST_DEPTH);
      case BASELINE -> given.getOrDefault(Trees.MAX_DEPTH.name(), Trees.LONE_DEPTH);
    };
  }

  /** The models of any number of rounds up to the last one. */
  IntFunction<Model<Label>> train(
      Dataset<Label> rows, SortedMap<String, Double> given, int seed, int last) {
    return switch (this) {
      case LOGISTIC_REGRESSION -> epochs -> sgd(given, epochs, seed).train(rows);
      case LIBLINEAR -> always(LibLinear.train(rows, given, seed));
      case RANDOM_FOREST -> {
        // A tree does not depend on those after it, so one training serves all.
        var forest = Trees.forest(rows, given, seed, last);
        yield trees -> Trees.first(forest, trees);
      }
      case BASELINE -> always(Trees.one(rows, given, seed));
    };
  }

  /** A trainer counts its trainings and draws on, so there is a new one for each. */
  private static LinearSGDTrainer sgd(SortedMap<String, Double> given, int epochs, int seed) {
    var descent = new AdaGrad(given.getOrDefault("eta", 0.1), 0.1);
    return new LinearSGDTrainer(new LogMulticlass(), descent, epochs, LOG_NOTHING, seed);
  }

  private static IntFunction<Model<Label>> always(Model<Label> model) {
    return rounds -> model;
  }
}
