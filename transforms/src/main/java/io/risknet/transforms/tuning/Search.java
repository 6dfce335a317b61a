package io.risknet.transforms.tuning;

import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.training.Learner;
import java.io.Serializable;

/**
 * What is searched for, and how. Immutable.
 *
 * <pre>{@code
 * var search = Search.of(Grid.defaults()).withObjective(Objective.of(Metric.LOG_LOSS));
 * }</pre>
 *
 * @param strategy which points are tried
 * @param objective what makes one better than another
 */
public record Search(SearchStrategy strategy, Objective objective) implements Serializable {

  /** A search for the greatest ROC AUC. */
  public static Search of(SearchStrategy strategy) {
    return new Search(strategy, Objective.of(Metric.ROC_AUC));
  }

  /** The same for another objective. */
  public Search withObjective(Objective newObjective) {
    return new Search(strategy, newObjective);
  }

  /** What trains a point. */
  Learner learner(Point point) {
    return strategy.space().learners().get(point.learner()).learner();
  }
}
