package io.risknet.transforms.tuning;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.training.Parameter;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.StringJoiner;

/**
 * A point of a {@link SearchSpace}: what is tried.
 *
 * @param learner the name of the learner
 * @param plan values of the plan parameters by name
 * @param parameters hyperparameters of the learner by name
 */
public record Point(
    String learner, SortedMap<String, String> plan, SortedMap<String, Double> parameters)
    implements Serializable {

  /** Takes copies. */
  public Point {
    plan = ImmutableSortedMap.copyOf(plan);
    parameters = ImmutableSortedMap.copyOf(parameters);
  }

  /** Learner, plan and parameters as people write them. */
  @Override
  public String toString() {
    var text = new StringJoiner(", ");
    if (!learner.equals("xgboost")) {
      text.add(learner);
    }
    plan.forEach((name, value) -> text.add(name + "=" + value));
    parameters.forEach((name, value) -> text.add(name + "=" + Parameter.text(value)));
    return text.toString();
  }
}
