package io.risknet.transforms.training;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * An algorithm that learns to rank rows: the seam between search and a training library. Immutable;
 * several threads use one at the same time.
 */
public interface Learner extends Serializable {

  /** What specs and leaderboards call it. */
  String name();

  /** What it is, with every setting of its own that has a bearing on results. */
  String identity();

  /** The hyperparameters it knows. */
  List<Parameter> parameters();

  /** Whether rows may lack values. */
  default boolean takesMissing() {
    return true;
  }

  /** Encoded columns that its own settings name, such as those of constraints. */
  default Set<String> columns() {
    return Set.of();
  }

  /** How long a training round takes with these hyperparameters, against others. */
  double cost(SortedMap<String, Double> parameters);

  /**
   * The learner for trials that get a share of the rows, of which only the order among them counts:
   * it may work more coarsely where it would take no less time for fewer rows.
   *
   * @param share above 0, up to 1; the whole leaves it as it is
   */
  default Learner onShare(double share) {
    return this;
  }

  /**
   * Makes a fold ready for many trainings, also concurrent ones.
   *
   * @param train the rows to learn from
   * @param heldOut the rows to be ranked
   * @throws IllegalArgumentException when it can't learn from such rows, saying what to do
   */
  FoldData prepare(LabelledRows train, LabelledRows heldOut);

  /**
   * Trains one model on these rows.
   *
   * @param parameters hyperparameters by name
   * @param seed seeds whatever is drawn at random
   * @param rounds number of training rounds
   */
  SavedModel train(LabelledRows rows, SortedMap<String, Double> parameters, int seed, int rounds);
}
